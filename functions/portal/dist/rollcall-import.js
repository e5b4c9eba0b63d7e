var Lt=globalThis,rt=Lt.trustedTypes,Zt=rt?rt.createPolicy("lit-html",{createHTML:i=>i}):void 0,Nt="$lit$",z=`lit$${Math.random().toFixed(9).slice(2)}$`,It="?"+z,rs=`<${It}>`,j=document,tt=()=>j.createComment(""),et=i=>i===null||typeof i!="object"&&typeof i!="function",qt=Array.isArray,oe=i=>qt(i)||typeof i?.[Symbol.iterator]=="function",zt=`[ 	
\f\r]`,Z=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,te=/-->/g,ee=/>/g,H=RegExp(`>|${zt}(?:([^\\s"'>=/]+)(${zt}*=${zt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),se=/'/g,ie=/"/g,re=/^(?:script|style|textarea|title)$/i,Rt=i=>(t,...e)=>({_$litType$:i,strings:t,values:e}),d=Rt(1),ae=Rt(2),Ni=Rt(3),O=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),ne=new WeakMap,B=j.createTreeWalker(j,129);function le(i,t){if(!qt(i)||!i.hasOwnProperty("raw"))throw Error("invalid template strings array");return Zt!==void 0?Zt.createHTML(t):t}var ce=(i,t)=>{let e=i.length-1,s=[],n,o=t===2?"<svg>":t===3?"<math>":"",r=Z;for(let l=0;l<e;l++){let a=i[l],c,p,u=-1,m=0;for(;m<a.length&&(r.lastIndex=m,p=r.exec(a),p!==null);)m=r.lastIndex,r===Z?p[1]==="!--"?r=te:p[1]!==void 0?r=ee:p[2]!==void 0?(re.test(p[2])&&(n=RegExp("</"+p[2],"g")),r=H):p[3]!==void 0&&(r=H):r===H?p[0]===">"?(r=n??Z,u=-1):p[1]===void 0?u=-2:(u=r.lastIndex-p[2].length,c=p[1],r=p[3]===void 0?H:p[3]==='"'?ie:se):r===ie||r===se?r=H:r===te||r===ee?r=Z:(r=H,n=void 0);let f=r===H&&i[l+1].startsWith("/>")?" ":"";o+=r===Z?a+rs:u>=0?(s.push(c),a.slice(0,u)+Nt+a.slice(u)+z+f):a+z+(u===-2?l:f)}return[le(i,o+(i[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},st=class i{constructor({strings:t,_$litType$:e},s){let n;this.parts=[];let o=0,r=0,l=t.length-1,a=this.parts,[c,p]=ce(t,e);if(this.el=i.createElement(c,s),B.currentNode=this.el.content,e===2||e===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(n=B.nextNode())!==null&&a.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let u of n.getAttributeNames())if(u.endsWith(Nt)){let m=p[r++],f=n.getAttribute(u).split(z),g=/([.?@])?(.*)/.exec(m);a.push({type:1,index:o,name:g[2],strings:f,ctor:g[1]==="."?lt:g[1]==="?"?ct:g[1]==="@"?dt:V}),n.removeAttribute(u)}else u.startsWith(z)&&(a.push({type:6,index:o}),n.removeAttribute(u));if(re.test(n.tagName)){let u=n.textContent.split(z),m=u.length-1;if(m>0){n.textContent=rt?rt.emptyScript:"";for(let f=0;f<m;f++)n.append(u[f],tt()),B.nextNode(),a.push({type:2,index:++o});n.append(u[m],tt())}}}else if(n.nodeType===8)if(n.data===It)a.push({type:2,index:o});else{let u=-1;for(;(u=n.data.indexOf(z,u+1))!==-1;)a.push({type:7,index:o}),u+=z.length-1}o++}}static createElement(t,e){let s=j.createElement("template");return s.innerHTML=t,s}};function U(i,t,e=i,s){if(t===O)return t;let n=s!==void 0?e._$Co?.[s]:e._$Cl,o=et(t)?void 0:t._$litDirective$;return n?.constructor!==o&&(n?._$AO?.(!1),o===void 0?n=void 0:(n=new o(i),n._$AT(i,e,s)),s!==void 0?(e._$Co??=[])[s]=n:e._$Cl=n),n!==void 0&&(t=U(i,n._$AS(i,t.values),n,s)),t}var at=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,n=(t?.creationScope??j).importNode(e,!0);B.currentNode=n;let o=B.nextNode(),r=0,l=0,a=s[0];for(;a!==void 0;){if(r===a.index){let c;a.type===2?c=new J(o,o.nextSibling,this,t):a.type===1?c=new a.ctor(o,a.name,a.strings,this,t):a.type===6&&(c=new pt(o,this,t)),this._$AV.push(c),a=s[++l]}r!==a?.index&&(o=B.nextNode(),r++)}return B.currentNode=j,n}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},J=class i{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,n){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=U(this,t,e),et(t)?t===h||t==null||t===""?(this._$AH!==h&&this._$AR(),this._$AH=h):t!==this._$AH&&t!==O&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):oe(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==h&&et(this._$AH)?this._$AA.nextSibling.data=t:this.T(j.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,n=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=st.createElement(le(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===n)this._$AH.p(e);else{let o=new at(n,this),r=o.u(this.options);o.p(e),this.T(r),this._$AH=o}}_$AC(t){let e=ne.get(t.strings);return e===void 0&&ne.set(t.strings,e=new st(t)),e}k(t){qt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,n=0;for(let o of t)n===e.length?e.push(s=new i(this.O(tt()),this.O(tt()),this,this.options)):s=e[n],s._$AI(o),n++;n<e.length&&(this._$AR(s&&s._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=t.nextSibling;t.remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},V=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,n,o){this.type=1,this._$AH=h,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=o,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=h}_$AI(t,e=this,s,n){let o=this.strings,r=!1;if(o===void 0)t=U(this,t,e,0),r=!et(t)||t!==this._$AH&&t!==O,r&&(this._$AH=t);else{let l=t,a,c;for(t=o[0],a=0;a<o.length-1;a++)c=U(this,l[s+a],e,a),c===O&&(c=this._$AH[a]),r||=!et(c)||c!==this._$AH[a],c===h?t=h:t!==h&&(t+=(c??"")+o[a+1]),this._$AH[a]=c}r&&!n&&this.j(t)}j(t){t===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},lt=class extends V{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===h?void 0:t}},ct=class extends V{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==h)}},dt=class extends V{constructor(t,e,s,n,o){super(t,e,s,n,o),this.type=5}_$AI(t,e=this){if((t=U(this,t,e,0)??h)===O)return;let s=this._$AH,n=t===h&&s!==h||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,o=t!==h&&(s===h||n);n&&this.element.removeEventListener(this.name,this,s),o&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},pt=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){U(this,t)}},de={M:Nt,P:z,A:It,C:1,L:ce,R:at,D:oe,V:U,I:J,H:V,N:ct,U:dt,B:lt,F:pt},as=Lt.litHtmlPolyfillSupport;as?.(st,J),(Lt.litHtmlVersions??=[]).push("3.3.1");var pe=(i,t,e)=>{let s=e?.renderBefore??t,n=s._$litPart$;if(n===void 0){let o=e?.renderBefore??null;s._$litPart$=n=new J(t.insertBefore(tt(),o),o,void 0,e??{})}return n._$AI(i),n};var ue=':host{--_accent: var(--rollcall-accent, light-dark(#1d57b5, #8fb8ff));--_on-accent: var(--rollcall-on-accent, light-dark(#fff, #0b1730));--_surface: var(--rollcall-surface, light-dark(#fff, #171b22));--_soft: var(--rollcall-soft, light-dark(#f4f6f9, #212732));--_text: var(--rollcall-text, light-dark(#1a1f29, #eceff4));--_quiet: var(--rollcall-quiet, light-dark(#525c6e, #b3bccb));--_line: var(--rollcall-line, light-dark(#868f9e, #7d8798));--_bad: var(--rollcall-bad, light-dark(#a81f1f, #ff9c94));--_good: var(--rollcall-good, light-dark(#15663a, #7fdba3));--_warn: var(--rollcall-warn, light-dark(#7a4b00, #f5c56b));--_radius: var(--rollcall-radius, 8px);--_hair: color-mix(in srgb, var(--_line) 38%, var(--_surface));display:inline-block;font:var(--rollcall-font, 1rem/1.5 system-ui, sans-serif);color:var(--_text)}:host([theme="light"]){color-scheme:light}:host([theme="dark"]){color-scheme:dark}:host(:is(rollcall-users,rollcall-imports,[presentation="inline"])){display:block}@media(prefers-contrast:more){:host{--_hair: var(--_line);--_quiet: var(--_text)}}*{box-sizing:border-box}[hidden]{display:none!important}svg{inline-size:20px;block-size:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}bdi{overflow-wrap:anywhere}button{font:inherit;font-weight:600;line-height:1.25;min-height:44px;padding:8px 16px;border-radius:var(--_radius);border:1px solid var(--_line);background:var(--_surface);color:var(--_text);cursor:pointer;max-width:100%;overflow-wrap:anywhere;transition:background-color .12s,border-color .12s}button:hover:enabled{background:var(--_soft);border-color:var(--_text)}button:active:enabled{background:var(--_hair)}button.primary{background:var(--_accent);border-color:var(--_accent);color:var(--_on-accent)}button.primary:hover:enabled{background:color-mix(in srgb,var(--_accent) 88%,var(--_text));border-color:transparent}button:disabled{cursor:default;color:var(--_quiet);background:var(--_soft);border-color:var(--_hair)}button.plain,button.icon{border-color:transparent;background:none}button.plain{color:var(--_accent);padding-inline:8px;margin-inline:-8px;text-align:start}button.plain:hover:enabled{border-color:transparent;text-decoration:underline;background:none}button.icon:hover:enabled{border-color:transparent;background:var(--_soft);color:var(--_text)}button.icon{display:grid;place-items:center;min-width:44px;padding:0;margin-inline-end:-12px;color:var(--_quiet)}button.with{display:inline-flex;align-items:center;gap:8px}:focus-visible{outline:3px solid var(--_accent);outline-offset:2px}h2:focus,h3:focus,[data-focus]:focus,#notice:focus{outline:none}del{text-decoration-color:var(--_bad);color:var(--_quiet)}ins{text-decoration:none;font-weight:600}input:not([type=checkbox],[type=radio]),select{font:inherit;min-height:44px;padding:6px 12px;border:1px solid var(--_line);border-radius:var(--_radius);background:var(--_surface);color:var(--_text);max-width:100%}input[type=number]{inline-size:5em;padding-inline-end:8px}input::placeholder{color:var(--_quiet);opacity:1}input[type=checkbox],input[type=radio]{appearance:none;flex:none;display:grid;place-items:center;inline-size:20px;block-size:20px;margin:2px 0;border:1.5px solid var(--_line);border-radius:5px;background:var(--_surface);cursor:pointer}input[type=radio]{border-radius:50%}input:is([type=checkbox],[type=radio]):is(:checked,:indeterminate){background:var(--_accent);border-color:var(--_accent)}input[type=checkbox]:checked:before{content:"";inline-size:10px;block-size:5px;border:solid var(--_on-accent);border-width:0 0 2.5px 2.5px;rotate:-45deg;translate:0 -1.5px}input[type=checkbox]:indeterminate:before{content:"";inline-size:10px;block-size:2.5px;background:var(--_on-accent)}input[type=radio]:checked:before{content:"";inline-size:8px;block-size:8px;border-radius:50%;background:var(--_on-accent)}input:disabled{cursor:default;opacity:.6}dialog{inline-size:min(800px,calc(100% - 32px));max-inline-size:none;block-size:min(760px,calc(100dvh - 48px));max-block-size:none;padding:0;border:1px solid var(--_hair);border-radius:calc(var(--_radius) * 1.75);background:var(--_surface);color:var(--_text);overflow:hidden;text-align:start;box-shadow:0 24px 64px #0a0e1647}dialog[open],.inline{display:grid;grid-template:auto minmax(0,1fr) auto / minmax(0,1fr);gap:0}.inline{border:1px solid var(--_hair);border-radius:calc(var(--_radius) * 1.75);background:var(--_surface);overflow:hidden}dialog.panel{margin-block:0;margin-inline:auto 0;inline-size:min(640px,100%);block-size:100dvh;max-block-size:none;border-radius:0;border-width:0;border-inline-start-width:1px}:host(:dir(rtl)) dialog.panel{margin-inline:0 auto;border-inline-width:0 1px}dialog::backdrop{background:#0a0e1680}.head{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 16px;align-items:center;padding:12px 24px 14px;border-block-end:1px solid var(--_hair)}.tools{display:flex;gap:4px;align-items:center}.tools svg{inline-size:18px;block-size:18px}h2{font-size:1.25em;line-height:1.3;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}h3{font-size:1em;line-height:1.4;margin:0}ol.steps{grid-column:1 / -1;display:flex;gap:8px 12px;list-style:none;margin:6px 0 0;padding:0;font-size:.875em;color:var(--_quiet)}.steps li{display:flex;gap:8px;align-items:center;overflow-wrap:anywhere}.steps li+li:before{content:"";inline-size:clamp(8px,3vw,32px);block-size:1px;margin-inline-end:4px;background:var(--_line)}.steps .dot{display:grid;place-items:center;flex:none;inline-size:24px;block-size:24px;border:1.5px solid var(--_line);border-radius:50%;font-weight:600;font-size:.9286em;line-height:1;font-variant-numeric:tabular-nums}.steps li[aria-current]{color:var(--_text);font-weight:600}.steps li[aria-current] .dot{border-color:var(--_accent);background:var(--_accent);color:var(--_on-accent)}.steps .done .dot{border-color:var(--_good);background:none;color:var(--_good)}.steps .dot svg{inline-size:16px;block-size:16px;stroke-width:2.25}.body{padding:20px 24px 24px;display:grid;grid-template-columns:minmax(0,1fr);align-content:start;gap:24px;overflow:auto;overscroll-behavior:contain;scrollbar-width:thin}.body:focus-visible{outline-offset:-4px}.foot{display:flex;flex-wrap:wrap;gap:12px;align-items:center;justify-content:flex-end;padding:16px 24px;border-block-start:1px solid var(--_hair)}.foot:empty{display:none}.foot>.quiet:first-child,.foot>.first{margin-inline-end:auto}.foot>.mailnote{order:-1;flex-basis:100%;text-align:end}.foot>.first{color:var(--_quiet);margin-inline-start:-8px}section{display:grid;grid-template-columns:minmax(0,1fr);gap:12px}p,ul{margin:0;padding:0}p{overflow-wrap:anywhere;text-wrap:pretty}p:empty,.list:empty{display:none}.quiet{color:var(--_quiet)}.small{font-size:.875em}.row{display:flex;flex-wrap:wrap;gap:12px;align-items:center}.row:not(:has(>:not([hidden]))){display:none}.spread{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;justify-content:space-between}.sr{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.drop{cursor:pointer;border:2px dashed var(--_line);border-radius:calc(var(--_radius) * 1.25);padding:16px;display:grid;gap:6px;justify-items:center;text-align:center;background:var(--_soft);transition:border-color .12s}.drop>svg{inline-size:28px;block-size:28px;color:var(--_quiet)}.drop:hover{border-color:var(--_accent)}.drop.small{padding-block:16px}.over .drop{border-color:var(--_accent);border-style:solid;background:color-mix(in srgb,var(--_accent) 10%,var(--_surface))}.file{display:grid;grid-template-columns:auto minmax(0,1fr) auto;gap:0 12px;align-items:center;padding:10px 8px 10px 16px;border:1px solid var(--_hair);border-radius:var(--_radius);background:var(--_soft);text-align:start}.over .file{border-color:var(--_accent);outline:1px solid var(--_accent)}.file>:is(svg,.tone){grid-row:1 / 3;color:var(--_quiet);display:grid}.file>.tone{color:var(--_tone)}.file>.name{grid-column:2;align-self:end}.file>#check{grid-column:2;align-self:start}.file>button{grid-area:1 / 3 / 3 / 4;margin:0}.file>progress{grid-column:1 / -1;margin-block-start:8px}.name{overflow-wrap:anywhere;font-weight:600}.options{border:1px solid var(--_hair);border-radius:var(--_radius)}.option{display:grid;grid-template-columns:20px minmax(0,1fr);gap:0 12px;padding:8px 16px}.option+*{border-block-start:1px solid var(--_hair)}.option label{font-weight:600;cursor:pointer}.option p{grid-column:2}fieldset.choice{display:flex;flex-wrap:wrap;gap:4px 24px;border:0;margin:0;padding:10px 16px 10px 48px}legend{float:inline-start;inline-size:100%;padding:0;font-weight:600}label.radio{display:inline-flex;gap:10px;align-items:center;min-height:36px;cursor:pointer}label.count{display:inline-flex;flex-wrap:wrap;gap:8px;align-items:center}.encoding{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;justify-items:start;padding:14px 16px;border:1px solid color-mix(in srgb,var(--_warn) 45%,var(--_surface));border-radius:var(--_radius)}.encoding select{max-inline-size:100%}.samples{font-weight:600}.facts{display:grid;gap:2px}.template{display:flex;flex-wrap:wrap;gap:8px 10px;align-items:center}.template>details>summary{padding-inline:8px}.template>details{margin-inline-start:auto;border-color:transparent}.template>details[open]{flex-basis:100%;border-color:var(--_hair)}.inset{padding:12px 16px 0}progress{appearance:none;display:block;inline-size:100%;block-size:10px;border:0;border-radius:5px;background:var(--_hair);overflow:hidden}progress::-webkit-progress-bar{background:var(--_hair)}progress::-webkit-progress-value{background:var(--_accent);border-radius:5px;transition:inline-size .3s}progress::-moz-progress-bar{background:var(--_accent);border-radius:5px}.work{gap:16px;padding-block:16px}.work>:not(progress,h3){animation:appear 0s .5s backwards}@keyframes appear{0%{visibility:hidden}}.work .spread>b{font-size:1.75em;line-height:1.2;font-variant-numeric:tabular-nums}.pulse{display:flex;gap:10px;align-items:baseline}.pulse:before{content:"";flex:none;inline-size:8px;block-size:8px;border-radius:50%;background:var(--_good);animation:pulse 1.6s infinite}.pulse.stuck{color:var(--_warn);font-weight:600}.pulse.stuck:before{background:var(--_warn);animation:none}@keyframes pulse{50%{opacity:.25}}.banner{display:grid;grid-template-columns:auto minmax(0,1fr);gap:4px 12px;padding:14px 16px;border-radius:var(--_radius);border:1px solid var(--_hair);background:var(--_soft);overflow-wrap:anywhere}.banner>svg{margin-block-start:2px}.banner>:not(svg){grid-column:2}.banner>svg+*{grid-row:1}.banner>:is(button,.row){justify-self:start;margin-block-start:8px}.banner>p:empty{display:none}.banner:not(:has(>svg))>*{grid-column:1 / -1}.bad{--_tone: var(--_bad)}.good{--_tone: var(--_good)}.warn{--_tone: var(--_warn)}.banner:is(.bad,.good,.warn){border-color:color-mix(in srgb,var(--_tone) 45%,var(--_surface));background:light-dark(color-mix(in srgb,var(--_tone) 7%,var(--_surface)),color-mix(in srgb,var(--_tone) 14%,var(--_surface)))}.banner:is(.bad,.good,.warn)>:is(svg,strong),.tone{color:var(--_tone)}#wait:empty,#notice:empty{display:none}#wait,#notice{display:grid;gap:12px}.counts{display:flex;gap:0;overflow-x:auto;overflow-y:hidden;scrollbar-width:none;box-shadow:inset 0 -1px var(--_hair)}.counts button{flex:none;font-weight:400;font-size:.9375em;padding:6px 9px;border:0;border-block-end:3px solid transparent;border-radius:0;background:none;color:var(--_text)}.counts button:focus-visible{outline-offset:-3px}.counts button:hover:enabled{background:var(--_soft)}.counts b{font-variant-numeric:tabular-nums}.counts button[aria-selected=true]{border-color:var(--_accent);font-weight:600}.counts button:disabled{background:none;color:var(--_quiet)}.counts .tone b{color:var(--_tone)}label.search{position:relative;display:block}label.search svg{position:absolute;inset-inline-start:12px;inset-block:0;margin-block:auto;color:var(--_quiet)}label.search input{inline-size:100%;padding-inline-start:40px}.scroll{overflow-x:auto;border:1px solid var(--_hair);border-radius:var(--_radius)}table{border-collapse:collapse;inline-size:100%;font-size:.875em}th,td{text-align:start;vertical-align:top;padding:10px 12px;border-block-end:1px solid var(--_hair);overflow-wrap:anywhere;unicode-bidi:isolate}td>div{unicode-bidi:isolate}tbody tr:last-child td{border-block-end:0}th:first-child{white-space:nowrap}th{color:var(--_quiet);font-weight:600;background:var(--_soft)}.num{font-variant-numeric:tabular-nums;white-space:nowrap}table.rows :is(th,td):nth-child(2){inline-size:40%}table.rows :is(th,td):nth-child(3){inline-size:24%}table.cells :is(th,td){white-space:nowrap;max-inline-size:22em;overflow:hidden;text-overflow:ellipsis;padding:6px 12px}table.header{table-layout:fixed;min-inline-size:420px}table.header th[scope=row]{background:none;color:var(--_text);white-space:normal}table.header select{inline-size:100%}tr:is(.near,.unknown,.double,.missing) th[scope=row]{box-shadow:inset 3px 0 var(--_bad)}details{border:1px solid var(--_hair);border-radius:var(--_radius)}summary{display:flex;gap:12px;align-items:center;padding:10px 16px;min-height:44px;cursor:pointer;font-weight:600;overflow-wrap:anywhere;list-style:none;border-radius:var(--_radius)}summary::-webkit-details-marker{display:none}summary:hover{background:var(--_soft)}summary>span:first-of-type{flex:1;min-inline-size:0}summary:after{content:"";flex:none;inline-size:8px;block-size:8px;margin-inline:4px;border:solid var(--_quiet);border-width:0 2px 2px 0;rotate:45deg;translate:0 -2px;transition:rotate .15s}details[open]>summary:after{rotate:225deg;translate:0 2px}details[open]>summary{border-block-end:1px solid var(--_hair);border-end-start-radius:0;border-end-end-radius:0}details>ul{list-style:none;padding:4px 16px}details>ul>li{padding-block:10px;overflow-wrap:anywhere}details>ul>li+li{border-block-start:1px solid var(--_hair)}li.problem{display:grid;gap:8px}.says{display:grid;gap:0}.says .num{white-space:normal}.fix,.pick{display:flex;flex-wrap:wrap;gap:8px;align-items:center}.fix{font-size:.9375em}.fix>button.plain{margin:0}.fix :is(button,input){min-height:40px;padding-block:4px}.pick{flex:0 1 auto}.pick input{inline-size:14em;flex:1 1 10em;min-inline-size:0}.pick:invalid input{border-color:var(--_bad)}output:empty{display:none}.suggestion{border-color:var(--_accent);color:var(--_accent)}.chosen{padding-inline-start:2px}.chosen>.tone{display:grid}.chosen>span{overflow-wrap:anywhere;min-inline-size:0}.plainlist{list-style:none;display:grid;gap:4px;max-block-size:14em;overflow:auto}.path{grid-template-columns:repeat(2,minmax(0,1fr));gap:16px;counter-reset:path}.path>:not(input){display:grid;gap:10px;align-content:start;justify-items:start;padding:16px;text-align:start;border:1px solid var(--_hair);border-radius:var(--_radius);background:none}.path>.drop{border:2px dashed var(--_line);font-size:1em}.path p{min-block-size:3em}.path p:before{counter-increment:path;content:counter(path) ". ";font-weight:600}.exports{gap:2px;border-block-start:1px solid var(--_hair);padding-block-start:16px}.exports .row{gap:0 20px}details>.row{padding:0 16px 12px}.list{display:grid;gap:8px}.badge{display:inline-block;border:1px solid var(--_tone, var(--_line));color:var(--_tone, var(--_quiet));border-radius:99px;padding:0 10px;font-size:.8125em;font-weight:600;line-height:1.6;white-space:nowrap}ul.past{list-style:none;border-block-start:1px solid var(--_hair)}.past li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 16px;align-items:center;border-block-end:1px solid var(--_hair);padding-block:4px}.past button.plain{font-weight:400;justify-self:start}.past .small{grid-column:1;margin-block:-8px 6px}.past .badge{grid-area:1 / 2 / 3 / 3}.badge{background:light-dark(color-mix(in srgb,var(--_tone, var(--_line)) 8%,transparent),color-mix(in srgb,var(--_tone, var(--_line)) 16%,transparent));border-color:transparent!important}.badge.active{--_tone: var(--_good)}.badge.pending{--_tone: var(--_warn)}.users,.imports{display:grid;grid-template-columns:minmax(0,1fr);gap:16px}#filters{display:grid;grid-template-columns:minmax(0,2fr) repeat(3,minmax(0,1fr)) auto;grid-auto-flow:dense;gap:12px;align-items:end}#toggle-filters{display:none}#filters #search{order:1}#filters label{display:grid;gap:4px;min-inline-size:0}#filters label>span{font-size:.875em;color:var(--_quiet)}#filters :is(input,select){inline-size:100%}.bar{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;min-height:44px}.bar .push{margin-inline-start:auto;margin-inline-end:0}#notice{flex-basis:100%}#notice:not(:has(>*)):empty{display:none}button.plain:disabled{color:var(--_quiet);background:none;border-color:transparent}table.people{table-layout:fixed;font-size:1em}.people td{vertical-align:middle}.people :is(th,td):nth-child(1){inline-size:52px}.people :is(th,td):nth-child(3){inline-size:28%}.people :is(th,td):nth-child(4){inline-size:132px}.people :is(th,td):nth-child(5){inline-size:180px}.people th{font-size:.875em}.people tbody tr:hover{background:var(--_soft)}.people tbody tr:has(:checked){background:color-mix(in srgb,var(--_accent) 8%,var(--_surface))}.people td>label{display:grid;place-items:center;inline-size:44px;block-size:44px;margin:-10px -12px;cursor:pointer}.people td:nth-child(n+4){overflow-wrap:normal}.empty{border:1px dashed var(--_line);border-radius:var(--_radius);padding:56px 16px;display:grid;gap:8px;justify-items:center;text-align:center}.empty strong{font-size:1.125em}@media(min-width:641px)and (max-width:900px){#filters{grid-template-columns:repeat(3,minmax(0,1fr)) auto}#filters .wide{grid-column:1 / -1}}@media(max-width:640px){#filters{grid-template-columns:minmax(0,1fr) auto auto}#filters .wide{grid-column:1}#filters>:not(.wide,button){grid-column:1 / -1}#filters:not(.open)>:not(.wide,button){display:none}#filters button{padding-inline:12px}#toggle-filters{display:block}.bar .push{margin-inline-start:-8px}.people tr{position:relative;padding-block:12px;padding-inline-start:48px}.people td:first-child{position:absolute;inset-inline-start:16px}.people td:nth-child(n+4){display:inline-block;margin-inline-end:8px}.people td{padding-inline:0 12px}}@media(max-width:560px){table.header{min-inline-size:0}table.header :is(th,td):nth-child(2){display:none}.file>button{grid-row:3!important}.head,.body,.foot{padding-inline:16px}.foot{padding-block:12px}.body{gap:24px}.drop{padding-block:20px}dialog:not(.panel){inline-size:100%;block-size:100dvh;border-radius:0;border:0;margin:0}dialog.panel{border:0}.foot{gap:8px}.foot>.primary{flex:1 1 auto}.foot>.quiet{flex-basis:100%}.tools button.plain span{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}.path{grid-template-columns:minmax(0,1fr)}.path p{min-block-size:0}.file{grid-template-columns:auto minmax(0,1fr);padding-inline-end:16px}.file>button{grid-area:auto;grid-column:2;justify-self:start;margin-inline:-8px}.rows,.rows tbody,.rows tr,.rows td,.people,.people tbody,.people tr,.people td{display:block;inline-size:auto!important}:is(.rows,.people) thead{display:none}:is(.rows,.people) td{border:0;padding-block:2px}:is(.rows,.people) tr{padding-block:10px;border-block-end:1px solid var(--_hair)}:is(.rows,.people) tbody tr:last-child{border:0}td.num:before{content:attr(data-label) " ";color:var(--_quiet)}.pick{flex:1 1 100%}}@media(max-height:480px){dialog[open]{display:block;overflow:auto}.body{overflow:visible}.foot{position:sticky;inset-block-end:0;background:var(--_surface);padding-block:8px}}@media(prefers-reduced-motion:reduce){*,*:before,*:after,progress::-webkit-progress-value{animation:none!important;transition:none!important}}@media(forced-colors:active){progress{border:1px solid CanvasText}progress::-webkit-progress-value{background:Highlight;forced-color-adjust:none}button:disabled{color:GrayText}.steps li[aria-current] .dot{border-color:Highlight}.pulse:before{forced-color-adjust:none}input:is([type=checkbox],[type=radio]){appearance:auto}.counts button[aria-selected=true]{outline:2px solid Highlight;outline-offset:-2px}.people tbody tr:has(:checked){outline:2px solid Highlight;outline-offset:-2px}}';var ht=i=>i.toLowerCase().split("-")[0];function it(i){let t=String(i||"").toLowerCase();return TAGS.find(e=>e.toLowerCase()===t)||TAGS.find(e=>ht(e)===ht(t))||null}var ut=new Map;function he(i,t){if(i===TEXTS.tag)return TEXTS;let e=ut.get(i);if(e)return e;let s=import(`${t}/rollcall-import.js?texts=${i}`).then(({default:n})=>(ut.set(i,n),n),()=>(ut.delete(i),TEXTS));return ut.set(i,s),s}function me(i,t,e=i){let s=new Intl.NumberFormat(i),n=new Intl.PluralRules(i),o=(r,l={})=>{let a=p=>typeof p=="number"?s.format(p):String(p??""),c=p=>{if(typeof p=="string")return p.replace(/\{([\w-]+)\}/g,(m,f)=>a(l[f]));if(Array.isArray(p))return p.map(c).join("");let u=l[p.$];return c(p[u]??(typeof u=="number"?p[n.select(u)]:null)??p["*"])};return c(t[r]??r)};return Object.assign(o,{lang:i,number:s.format},cs(o,i,e))}function cs(i,t,e){let s=t;try{ht(e)===ht(t)&&([s]=Intl.getCanonicalLocales(e))}catch{}let n=new Intl.NumberFormat(t,{style:"percent"}),o=new Intl.NumberFormat(t,{maximumFractionDigits:1}),r=new Intl.RelativeTimeFormat(t,{numeric:"auto"}),l=new Intl.DateTimeFormat(s,{dateStyle:"medium",timeStyle:"short"}),a=new Intl.DisplayNames(t,{type:"language"});return{percent:c=>n.format(c/100),ago:c=>c<90?r.format(-c,"second"):c<5400?r.format(-Math.round(c/60),"minute"):c<129600?r.format(-Math.round(c/3600),"hour"):r.format(-Math.round(c/86400),"day"),date:c=>l.format(new Date(c)),size:c=>c<1048576?i("kilobytes",{number:o.format(c/1024)}):i("megabytes",{number:o.format(c/1048576)}),language:c=>{try{return a.of(c)??c}catch{return c}}}}var fe=new CSSStyleSheet;fe.replaceSync(ue);var q=class extends HTMLElement{static observedAttributes=["lang","api"];root=this.attachShadow({mode:"open"});loading=null;#t=null;#e={};#s=!1;getToken;constructor(){super(),this.root.adoptedStyleSheets=[fe]}get api(){return this.getAttribute("api")??""}set token(t){this.#t=t,this.wake()}set strings(t){this.#e=t,this.isConnected&&this.prepare()}connectedCallback(){for(let t of["token","strings"]){if(!Object.hasOwn(this,t))continue;let{[t]:e}=this;delete this[t],this[t]=e}this.prepare()}attributeChangedCallback(){this.isConnected&&!this.isBusy&&this.prepare()}get isBusy(){return!1}wake(){}begin(){}view(){return null}rendered(){}async tokenFor(t){return this.getToken?this.getToken({isExpired:t}):this.#t}emit(t,e){this.dispatchEvent(new CustomEvent(t,{bubbles:!0,composed:!0,detail:e}))}prepare(){let t=this.getAttribute("lang")||document.documentElement.lang||navigator.language,e=it(t);!e&&this.hasAttribute("lang")&&console.warn(`${this.localName}: there are no texts for lang="${t}"; using English`);let s=he(e??TAGS[0],this.api);this.loading=null;let n=r=>{let l=this.localName==="rollcall-import"?r.dialog:{...r.dialog,...r.pages};this.begin(me(r.tag,{...l,...this.#e},t)),this.draw()};if(!(s instanceof Promise))return n(s);let o=s.then(r=>{this.loading===o&&(this.loading=null,this.isConnected&&!this.isBusy&&n(r))});this.loading=o}render(){this.#s||(this.#s=!0,queueMicrotask(()=>this.draw()))}draw(){this.#s=!1,this.isConnected&&(pe(this.view(),this.root),this.rendered())}};var C=class extends Error{constructor(t,e={}){super(e.detail||e.message||e.title||`HTTP ${t}`),this.status=t,this.code=e.code,this.document=e}},k=class extends Error{},R=class extends Error{constructor(t){super(t),this.key=t}};var ds=3e3,ps=2,us=5,ge=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),i=>i.toString(16).padStart(2,"0")).join(""),Dt=i=>Math.min(8e3,500*2**i)*(.5+Math.random()/2),D=class{#t=new Set;#e=new Map;constructor({base:t,token:e,lang:s,onWait:n}){this.base=t.replace(/\/+$/,""),this.token=e,this.lang=s,this.onWait=n}wake(){for(let t of[...this.#t])t()}pause(t){return new Promise(e=>{let s=()=>{clearTimeout(n),this.#t.delete(s),e()},n=setTimeout(s,t);this.#t.add(s)})}#s(t,e){!e&&!this.#e.has(t)||(e?this.#e.set(t,e):this.#e.delete(t),this.onWait([...this.#e.values()].pop()||null))}async#i(t,e,s){this.#s(t,{kind:e,until:Date.now()+s}),await this.pause(s)}async ask(t,e,{body:s,key:n,accept:o,isWanted:r=()=>!0}={}){let l={},a=null,c=0;try{for(let p=0;r();p++){let u=c>0&&c%ps===0&&globalThis.navigator?.onLine!==!1,m=await this.token(a!==null||u);if(a!==null&&(m??"")===a){await this.#i(l,"signIn",ds);continue}a!==null&&this.#s(l,null),a=null;let f={"Accept-Language":this.lang,Accept:o||"application/json"};m&&(f.Authorization=`Bearer ${m}`),s!==void 0&&(f["Content-Type"]="application/json"),n&&(f["Idempotency-Key"]=n);let g=null;try{if(g=await fetch(this.base+e,{method:t,headers:f,body:s===void 0?void 0:JSON.stringify(s),credentials:"omit"}),g.ok){let w=o?await g.blob():await g.json();if(r())return w;break}}catch{g=null}if(c=g?0:c+1,!g)await this.#i(l,"offline",Dt(p));else if(g.status===401)a=m??"";else if(g.status===429||g.status===503)await this.#i(l,"busy",Number(g.headers.get("Retry-After"))*1e3||Dt(p));else throw new C(g.status,await g.json().catch(()=>({})))}}finally{this.#s(l,null)}throw new k}async upload(t){let e={},{isWanted:s}=t;try{for(let n=0;;n++){let o=await this.ask("POST","/imports",{key:t.key,body:t.body,isWanted:s});if(t.onMade(o.import_id),!o.upload)return o.import_id;t.onProgress(0);let r=await this.#n(t,o.upload,()=>this.#s(e,null));if(r>=200&&r<300||r===412)return o.import_id;if(!s())throw new k;if(r===0&&await hs(t.file),r>=400&&r!==503&&r!==409&&n>=us)throw new R("uploadRefused");if(await this.#i(e,r===0?"offline":"busy",Dt(n)),!s())throw new k}}finally{this.#s(e,null),t.abort=null}}#n(t,e,s){let{file:n}=t;return new Promise(o=>{let r=new XMLHttpRequest;t.abort=()=>r.abort(),r.open(e.method,e.url);for(let[l,a]of Object.entries(e.headers))/^(content-length|host)$/i.test(l)||r.setRequestHeader(l,a);r.upload.onprogress=l=>(s(),t.onProgress(l.loaded)),r.onload=()=>o(r.status),r.onerror=r.onabort=r.ontimeout=()=>o(0),r.send(n.slice(0,n.size,e.headers["content-type"]||"text/csv"))})}};async function hs(i){try{await i.slice(0,1).arrayBuffer()}catch{throw new R("fileGone")}}function be(i,t){try{let[,e]=String(i).split("."),s=JSON.parse(atob(e.replace(/-/g,"+").replace(/_/g,"/")));return[s.scope,s.scp].flatMap(o=>typeof o=="string"?o.split(" "):o??[]).some(o=>o===t||String(o).endsWith(`/${t}`))}catch{return!0}}var ms=[",",";","	","|"];function ve(i){let t=String.fromCharCode(...i.slice(0,64)).replace(/^\u00ef\u00bb\u00bf/,"").trimStart().toLowerCase();return["pk","%pdf","ÐÏà","<!doctype","<html","{\\rtf"].some(e=>t.startsWith(e))}function $e(i){if(i[0]===255&&i[1]===254)return"utf-16le";if(i[0]===254&&i[1]===255)return"utf-16be";try{return new TextDecoder("utf-8",{fatal:!0}).decode(i,{stream:!0}),"utf-8"}catch{return"windows-1252"}}function we(i,t,e){let s=[],n=[],o="",r=!1,l=()=>{n.push(o.trim()),n.some(Boolean)&&s.push(n),n=[],o=""};for(let a=0;a<i.length&&s.length<e;a++){let c=i[a];r?c!=='"'?o+=c:i[a+1]==='"'?(o+='"',a++):r=!1:c==='"'&&o===""?r=!0:c===t?(n.push(o.trim()),o=""):c===`
`||c==="\r"?l():o+=c}return s.length<e&&(o||n.length)&&l(),s}function nt({columns:i,numbered:t},e){return i.some(s=>s.label===e)?!0:!!t&&e.startsWith(t?.prefix??"")&&/^[1-9]\d*$/.test(e.slice(t?.prefix.length))}function Pt(i,t,e){let s=i.replace(/^\ufeff/,""),n=/^sep=(.)(\r\n|\n|\r)/i.exec(s);n&&(s=s.slice(n[0].length));let o=(n?[n[1]]:ms).map(a=>{let[c=[]]=we(s,a,1);return{delimiter:a,labels:c,hits:c.filter(p=>nt(t,p)).length}});o.sort((a,c)=>c.hits-a.hits||c.labels.length-a.labels.length);let[{delimiter:r,hits:l}]=o;return{delimiter:r,hits:l,hasMark:!!n,records:we(s,r,e)}}var fs=["import_status","import_problems"],K=i=>i.toLowerCase().replace(/[\s_.\-\u00a0\ufeff]/g,"");function gs(i,t){if(Math.abs(i.length-t.length)>2)return 3;let e=Array.from({length:t.length+1},(s,n)=>n);for(let s=1;s<=i.length;s++){let n=[s];for(let o=1;o<=t.length;o++)n[o]=Math.min(e[o]+1,n[o-1]+1,e[o-1]+(i[s-1]===t[o-1]?0:1));e=n}return Math.min(3,e[t.length])}function bs({columns:i,numbered:t},e,s){let n=K(e);if(!n)return null;if(t){let l=new RegExp(`^${K(t.prefix)}([1-9]\\d*)$`).exec(n);if(l&&s(t.prefix+l[1]))return t.prefix+l[1]}let o=i.map(l=>l.label).filter(s),r=(l,a)=>a.length>=4&&l.includes(a);return o.find(l=>K(l)===n)??o.find(l=>n.length>=4&&gs(K(l),n)<=2)??o.find(l=>r(n,K(l))||r(K(l),n))??null}function ye([i=[],...t],e){let s=new Set(i.filter(a=>nt(e,a))),n=new Set,o=a=>!n.has(a)&&!s.has(a),r=i.map((a,c)=>{let p={at:c+1,label:a,cells:t.slice(0,3).map(m=>m[c]??"")};if(fs.includes(a)||!a&&!p.cells.some(Boolean))return{...p,state:"ignored",column:null};if(s.has(a)){let m=n.has(a);return n.add(a),{...p,state:m?"double":"known",column:m?null:a}}let u=bs(e,a,o);return u&&n.add(u),u?{...p,state:"near",column:u}:{...p,state:e.unknown_columns==="ignore"?"ignored":"unknown",column:null}}),l=e.columns.filter(({label:a,required:c})=>c&&!n.has(a));return[...r,...l.map(({label:a})=>({at:0,label:"",cells:[],state:"missing",column:a}))]}function xe(i,t){let e=(...l)=>i.filter(a=>l.includes(a.state));if(!e("known","double").length&&e("near").length<2)return[{key:"headerMissing"}];let s=[],n=(l,a)=>{a.length&&s.push({key:l,values:{names:a.join(", ")}})},o=e("near","unknown").filter(l=>l.label);n("columnUnknown",o.map(({label:l,column:a})=>a?`${l} → ${a}`:l)),n("columnMissing",e("missing").map(({column:l})=>l??""));let{numbered:r}=t;return r&&i.filter(({label:l})=>l.startsWith(r.prefix)).length>r.columns_max&&s.push({key:"columnMany",values:{max:r.columns_max}}),n("columnDouble",[...new Set(e("double").map(({label:l})=>l))]),s}function _e(i,t){return i.filter(({at:e,state:s})=>e&&s!=="ignored"&&t.has(e)).map(e=>({line:e,to:t.get(e.at)??null})).filter(({line:e,to:s})=>e.state==="double"||e.label!==s).map(({line:{at:e,label:s},to:n})=>{let o=s&&i.filter(r=>r.label===s).length===1;return{kind:"column",label:s,to:n,...o?{}:{at:e}}})}function mt(i,t,e){let n=i.filter(({at:o})=>o).map(o=>t.has(o.at)?t.get(o.at):o.column).filter(o=>o!=null);return new Set(n).size===n.length&&e.columns.every(({label:o,required:r})=>!r||n.includes(o))}var ft=class{#t=0;#e=!1;#s=!0;#i=!1;#n=0;#o;constructor(t){this.#o=t.charCodeAt(0)}take(t){let e=this.#o,s=this.#t,n=this.#e,o=this.#s,r=this.#i,l=this.#n;for(let a=0;a<t.length;a++){let c=t[a];n?c===34?n=!1:c>32&&(r=!0):c===10||c===13?(r&&s++,r=!1,o=!0):c===e?o=!0:c===34?((o||l===34)&&(n=!0),o=!1):c>32&&(r=!0,o=!1),l=c}this.#t=s,this.#e=n,this.#s=o,this.#i=r,this.#n=l}get rows(){return this.#t}end(){return this.#t+(this.#i?1:0)}};var Ht=64*1024,ke=128*1024,Bt=3,ws=3,vs=3;async function Ae(i,t,e,s,n){let{rows_max:o,file_bytes_max:r}=t.limits;if(!/\.csv$/i.test(i.name))return{problem:{key:"fileCsv"}};if(i.size===0)return{problem:{key:"fileEmpty"}};if(i.size>r)return{problem:{key:"fileLarge",bytes:r}};let l=new Uint8Array(await i.slice(0,ke).arrayBuffer());if(ve(l))return{problem:{key:"fileCsv"}};let a=$e(l),c=Pt(new TextDecoder(a).decode(l),t,Bt+1),[p]=c.records;if(!p)return{problem:{key:"fileEmpty"}};let u=e.find(x=>x!==t&&p.filter(S=>nt(x,S)).length>Math.max(c.hits,vs-1));if(u)return{problem:{key:`otherLayout_${u.name}`},otherLayout:u.name};let m=ye(c.records,t),[f]=xe(m,t);if(f&&["headerMissing","columnMany"].includes(f.key))return{problem:f};let w=await $s(i,a,c.delimiter,o+1+Number(c.hasMark),s,n)-1-Number(c.hasMark);if(w>o)return{problem:{key:"fileRows",values:{rows:o}}};let $={rows:w,delimiter:c.delimiter,courseColumns:p.filter(x=>t.numbered&&x.startsWith(t.numbered.prefix)).length,...Se(l,a,t)};return f?{...$,problem:f,header:m}:w<1?{problem:{key:"fileNoRows"}}:$}function Se(i,t,e){let s=!t.startsWith("utf-"),{records:n}=Pt(new TextDecoder(t).decode(i),e,s?1/0:Bt+1),[o=[],...r]=n,l=s?r.flat().filter(a=>/[\u0080-\uffff]/.test(a)):[];return{labels:o,preview:r.slice(0,Bt),samples:[...new Set(l)].slice(0,ws)}}async function Te(i,t,e){return Se(new Uint8Array(await i.slice(0,ke).arrayBuffer()),t,e)}async function $s(i,t,e,s,n,o){let r=new ft(e),l=t.startsWith("utf-16")?new TextDecoder(t):null,a=new TextEncoder;for(let c=0;c<i.size&&o();c+=Ht){let p=new Uint8Array(await i.slice(c,c+Ht).arrayBuffer());if(l&&(p=a.encode(l.decode(p,{stream:!0}))),r.take(p),r.rows>s)return r.rows;n(Math.min(1,(c+Ht)/i.size))}return r.end()}var ys=["enabled","company","cohort","course","language_tag","language_code","country"];function T({columns:i,numbered:t},e){let s=i.find(({label:n})=>n===e);return s?s.rule:t&&e?.startsWith(t.prefix.trimEnd())?t.rule:null}var Y=i=>!!i&&ys.includes(i?.kind??"");function _(i){switch(i.kind){case"column":return JSON.stringify(["column",i.label,i.at??null]);case"value":return JSON.stringify(["value",i.column,i.company??null,i.found]);case"cell":return JSON.stringify(["cell",i.row,i.column]);case"row":return JSON.stringify(["row",i.row])}}function Ee(i,t){let e=new Map(i.map(s=>[_(s),s]));for(let s of t)e.set(_(s),s);return[...e.values()]}var Oe=(i,t)=>i.kind==="cell"||i.kind==="row"||i.kind==="value"&&!Y(T(t,i.column));function W({code:i,column:t,company:e,found:s},n,o){if(i.startsWith("header-"))return{kind:"column",label:s,to:n||null};let r=T(o,t),l=r?.kind==="course";return{kind:"value",column:l?o.numbered?.prefix.trimEnd()??t:t,...e&&(l||r?.kind==="cohort")?{company:e}:{},found:s,to:n}}var Ce=(i,t,e)=>i.filter(s=>s.safe&&s.severity==="error"&&s.suggestions.length===1&&!t.has(_(W(s,s.suggestions[0],e))));function Me(i,t,e){let s=i.trim();return s?t?.chars_max&&[...s].length>t.chars_max?{key:"cellLong",values:{max:t.chars_max}}:t?.kind==="email"&&!xs(s)?{key:"cellEmail"}:t?.kind==="name"&&t.plain&&!/^[\p{L}\p{M}\p{N} .'’-]*$/u.test(s)?{key:"cellName"}:t?.kind==="identifier"&&!/^[\p{L}\p{N}]*$/u.test(s)?{key:"cellIdentifier"}:t?.kind==="country"&&!/^[A-Z]{2}$/.test(s)?{key:"cellInvalid"}:t?.kind==="language_code"&&!/^[a-z]{2}$/.test(s)?{key:"cellInvalid"}:t?.kind==="language_tag"&&!/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(s)?{key:"cellInvalid"}:null:e?{key:"cellMissing"}:null}function xs(i){let[t,e,...s]=i.split("@");if(!e||s.length||!/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/i.test(t)||i.length>254)return!1;let n=e.split(".");return n.length>1&&n.every(o=>/^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(o))}var _s=["awaiting_confirmation","rejected","cancelled","expired"],ks=["company","cohort","course"],gt=class{#t=new Set;constructor(t){this.dialog=t}get isPossible(){let{imported:t,problems:e}=this.dialog.state;return!!t&&e.findings!==null&&_s.includes(t?.status??"")}get safe(){let{fixes:t,problems:e}=this.dialog.state;return this.isPossible?Ce(e.findings??[],t,this.dialog.layout):[]}async load(){let{dialog:t}=this,{id:e,fixes:s=[]}=t.memory.get();e===t.imported.import_id&&t.set({fixes:new Map(s.map(n=>[_(n),n]))}),await t.lists.problems()}choose(t){let e=new Map(this.dialog.state.fixes);for(let s of t)e.set(_(s),s),this.#t.delete(_(s));this.#e(e)}undo(t){let e=new Map(this.dialog.state.fixes);for(let s of t)e.delete(_(s));this.#e(e)}acceptSafe(){let{dialog:t}=this,e=this.safe.map(s=>W(s,s.suggestions[0],t.layout));this.choose(e);for(let s of e)this.#t.add(_(s));t.set({isSafeListOpen:!1}),t.host.focus("#again")}#e(t){let{dialog:e}=this,s=e.memory.get();s.id===e.imported.import_id&&e.memory.set({...s,fixes:[...t.values()].filter(n=>!Oe(n,e.layout))}),e.set({fixes:t,live:e.say("fixesChosen",{count:t.size})})}async checkAgain(t){let{dialog:e}=this,{imported:s}=e,n=[...e.state.fixes.values()];e.set({isDeciding:!0});try{let o=e.whileShown(),r=s.corrects?(await e.api.ask("GET",`${e.path}/corrections`,{isWanted:o})).corrections:[],l={corrections:Ee(r,n),...t?{options:t}:{}},{import_id:a}=await e.api.ask("POST",`${e.path}/corrections`,{body:l,isWanted:o});this.#s(a,n),await e.try(()=>e.follow(a))}catch(o){e.set({isDeciding:!1});let{status:r,document:l}=o;if(r!==409||!l?.superseded_by)return e.fail(o);await e.try(()=>e.follow(l.superseded_by)),e.set({notice:{tone:"warn",text:e.say("decidedElsewhere")}})}}#s(t,e){let{memory:s,layout:n}=this.dialog,{singles:o=[]}=s.get(),r=e.filter(l=>l.kind==="value"&&!this.#t.has(_(l))&&ks.includes(T(n,l.column)?.kind??""));s.set({id:t,singles:[...o,...r]})}async offerAliases(){let{dialog:t}=this,{singles:e=[]}=t.memory.get(),s=e.filter(n=>n.kind==="value"&&n.to&&n.found);!s.length||!await t.may("catalog:write")||t.set({aliases:{step:"ask",chosen:new Set(s.map(_)),fixes:s}})}async sendAliases(){let{dialog:t}=this,{aliases:e}=t.state;if(!e)return;let s={aliases:e.fixes.filter(n=>e.chosen.has(_(n))).map(n=>this.#i(n))};try{await t.api.ask("POST","/catalog/aliases",{body:s,isWanted:t.whileShown()});let{id:n,isDone:o}=t.memory.get();t.memory.set({id:n,isDone:o}),t.set({aliases:{...e,step:"done"}})}catch(n){t.fail(n)}}#i(t){if(t.kind!=="value")return{};let{kind:e}=T(this.dialog.layout,t.column)??{kind:""};return e==="company"?{company:t.to,alias:t.found}:{company:t.company,[e]:t.to,alias:t.found}}async choices({column:t,company:e},s){let{dialog:n}=this,o=new URLSearchParams({layout:n.layout.name,column:t});e&&o.set("company",e),s.trim()&&o.set("q",s.trim());let{items:r}=await n.api.ask("GET",`/choices?${o}`,{isWanted:n.whileShown()});return r.map(l=>typeof l=="string"?l:l.value??l.name??l.title)}};var jt=["completed","rejected","cancelled","failed","expired"],F=()=>({file:null,part:null,check:null,problem:null,mapping:new Map,isMapped:!1,encoding:null}),Ut=()=>({view:"loading",layout:null,layouts:[],choices:{update_existing:!1,send_invitations:!1,confirm:!0,on_row_errors:"reject"},chosen:F(),upload:null,...L(),wait:null,notice:null,past:null,live:"",now:Date.now()}),L=()=>({imported:null,isOwn:!1,progress:{moved:0,mark:""},rows:{tab:null,items:[],cursor:null,isLoading:!1,search:""},problems:{items:[],cursor:null,isLoading:!1,findings:null,shown:{}},fixes:new Map,isSafeListOpen:!1,mails:"",invite:null,aliases:null,isDeciding:!1});var Vt=100,As=1e3,Ss=1e3,Ts=5e3,Es=25,Os=5e3,Cs=1e4,Ms=["created","updated","skipped","failed"],zs=i=>Ms.includes(i)?`outcome=${i}`:`with=${i}`;function wt({user:i,row:t,courses:e},s){let n=s.trim().toLowerCase();return n?[i.name,i.last_name,i.email,i.company,i.cohort,String(t),...e.map(({title:r})=>r)].some(r=>r?.toLowerCase().includes(n)):!0}var vt=class{constructor(t){this.dialog=t}#t(){let{imported:t}=this.dialog.state;return()=>this.dialog.state.imported?.import_id===t?.import_id&&this.dialog.state.imported?.status===t?.status}async open(t){this.dialog.set({rows:{...L().rows,tab:t}}),t&&await this.more()}async more(){let{dialog:t}=this,e=this.#t(),{tab:s}=t.state.rows,n=o=>t.set({rows:{...t.state.rows,...o}});n({isLoading:!0});try{let o=0;do{let{cursor:r}=t.state.rows,l=await t.api.ask("GET",`${t.path}/rows?${zs(s??"")}&limit=${Vt}${bt(r)}`,{isWanted:e});if(t.state.rows.tab!==s)return;let{items:a,search:c}=t.state.rows;o+=l.items.filter(p=>wt(p,c)).length,n({items:[...a,...l.items],cursor:l.next_cursor})}while(t.state.rows.search&&t.state.rows.cursor&&o<Vt&&t.state.rows.items.length<Os)}catch(o){t.fail(o)}n({isLoading:!1})}async search(t){let{rows:e}=this.dialog.state;this.dialog.set({rows:{...e,search:t}}),e.cursor&&!e.isLoading&&e.items.filter(s=>wt(s,t)).length<Vt&&await this.more()}async problems(){let{dialog:t}=this,e=this.#t(),s=n=>t.set({problems:{...t.state.problems,...n}});s({isLoading:!0});try{t.state.problems.findings===null&&s({findings:await this.#e(e)});let n=t.state.problems.items.length;do{let o=await t.api.ask("GET",`${t.path}/problems?limit=${As}${bt(t.state.problems.cursor)}`,{isWanted:e});s({items:[...t.state.problems.items,...o.items],cursor:o.next_cursor})}while(t.state.problems.cursor&&t.state.problems.items.length-n<Ts)}catch(n){t.fail(n)}s({isLoading:!1})}async#e(t){let e=[],s=null;try{do{let n=await this.dialog.api.ask("GET",`${this.dialog.path}/findings?limit=${Ss}${bt(s)}`,{isWanted:t});e.push(...n.items),s=n.next_cursor}while(s)}catch(n){if([404,409,410].includes(n.status))return null;throw n}return e}async show(t,e,s){let n=this.#t();for(let o=e;o<s&&n();){o=Math.min(s,o+Es);let{problems:r}=this.dialog.state;this.dialog.set({problems:{...r,shown:{...r.shown,[t]:o}}}),await new Promise(l=>requestAnimationFrame(l))}}async mails(){let{dialog:t}=this,{imported:e}=t.state,s=e?.summary.invitations??0;if(!s||s>Cs)return;let n=new Map,o=this.#t();try{let r=null;do{let l=await t.api.ask("GET",`${t.path}/rows?with=invitations&limit=1000${bt(r)}`,{isWanted:o});for(let{user:a}of l.items)n.set(a.language,(n.get(a.language)??0)+1);r=l.next_cursor}while(r);t.set({mails:this.#s(n)})}catch(r){t.fail(r)}}#s(t){let{say:e}=this.dialog,s=new Map,n=[...t].filter(([r])=>!it(r));for(let[r,l]of t){let a=it(r);a&&s.set(a,(s.get(a)??0)+l)}let o=[...s].sort(([,r],[,l])=>l-r).map(([r,l])=>`${e.language(r)} ${e.number(l)}`);if(n.length){let r=n.reduce((l,[,a])=>l+a,0);o.push(e("perLanguageOther",{count:r,others:n.map(([l])=>e.language(l)).join(", ")}))}return e("perLanguage",{list:o.join(", ")})}async past(){let t=this.dialog.whileShown(),e=await this.dialog.api.ask("GET","/imports?limit=20",{isWanted:t}),{id:s}=this.dialog.memory.get(),n=e.items.filter(o=>o.import_id!==s||o.status!=="awaiting_upload");this.dialog.set({past:n})}},bt=i=>i?`&cursor=${encodeURIComponent(i)}`:"";var Ls=6e3,Ns=5e3,$t=class{#t=0;#e=null;constructor(t,e){this.host=t,this.say=e,this.state=Ut(),this.lists=new vt(this),this.fixes=new gt(this),this.api=new D({base:t.api,lang:e.lang,token:t.token,onWait:s=>{let n=s?.kind!==this.state.wait?.kind;this.set({wait:s}),n&&s?.kind==="signIn"&&t.isOpen()&&t.emit("rollcall-unauthorized")}})}set(t){Object.assign(this.state,t),this.host.render()}get memory(){return this.host.memory}get layout(){return this.state.layout}get imported(){return this.state.imported}get path(){return`/imports/${this.imported.import_id}`}get isUploading(){return this.#e!==null}whileShown(){let t=this.#t;return()=>t===this.#t}show(t,e={},s="[data-focus]"){this.#t++;let n=t!==this.state.view;this.set({notice:null,live:"",...e,view:t}),this.host.focus(s),n&&this.host.emit("rollcall-step",{step:t})}fail(t,e){if(t instanceof k)return;let s=this.describe(t),{status:n,code:o}=t;this.set({notice:{tone:"bad",text:s,...e?{onRetry:e}:{}}}),this.host.focus("#notice"),this.host.emit("rollcall-error",{message:s,status:n??null,code:o??null})}describe(t){if(t instanceof R)return this.say(t.key);if(!(t instanceof C))return this.say("unexpected");if(this.say.lang==="en")return t.message;let e={403:"refusedScope",409:"refusedState",410:"fileNotKept",422:"refusedInput"}[t.status];return this.say(e??"refused",{code:t.code??String(t.status)})}async try(t){try{await t()}catch(e){this.fail(e,()=>{this.set({notice:null}),this.try(t)})}}async open(t){if(this.host.emit("rollcall-open"),this.#e&&!t)return this.show("upload");this.show("loading"),await this.try(async()=>{if(await this.#s(),typeof t=="string")return this.view(t);if(t)return this.begin(),this.check([t.file]);let{id:e}=this.memory.get();e?await this.follow(e,Ls):this.begin()})}async#s(){if(this.state.layout)return;let{default_layout:t,layouts:e}=await this.api.ask("GET","/layouts",{isWanted:this.whileShown()}),s=e.find(n=>n.name===this.host.layout);this.host.layout&&!s&&console.warn(`rollcall-import: there is no layout "${this.host.layout}"; using "${t}"`),this.set({layouts:e}),this.useLayout(s?.name??t)}useLayout(t){let e=this.state.layouts.find(o=>o.name===t)??this.state.layouts[0],s=e.name==="learners",n={...Ut().choices,send_invitations:s,...this.host.options};this.set({layout:e,choices:s?{...n,update_existing:!1,confirm:!0}:n})}closed(){this.#t++;let{id:t,isDone:e}=this.memory.get();(e||this.state.imported&&!this.state.isOwn)&&(e&&this.memory.set(null),this.set(L())),this.host.emit("rollcall-close"),t&&!e&&!this.#e&&this.watch()}async watch(){let{id:t,isDone:e}=this.memory.get();if(!t||e||this.host.isOpen()||this.#e)return;let s=this.whileShown();try{for(;;){let n=await this.api.ask("GET",`/imports/${t}`,{isWanted:s});if(this.set({imported:n,isOwn:!0}),this.#o(n),jt.includes(n.status))return this.#l(n);if(n.status==="awaiting_confirmation"||n.status==="awaiting_upload")return;await this.api.pause(Ns)}}catch{}}begin(t={}){this.show("start",{...L(),...t},"#title")}another(){this.memory.set(null),this.begin({chosen:F()})}async history(){this.show("history",{past:null}),await this.try(()=>this.lists.past())}async view(t){if(this.memory.get().id===t)return this.follow(t);this.show("loading",L()),this.host.emit("rollcall-view",{import_id:t}),await this.follow(t)}async check(t){if(!t?.length)return;let[e]=Array.from(t),s={...F(),file:e},n=r=>{let{problem:l=null,check:a=null}=r;this.set({chosen:{...s,part:null,...r}});let c=l?this.sayProblem(l):this.say("checked",{rows:a?.rows??0});this.set({live:c}),this.host.focus(a&&!l?"#start":"#select")};if(this.state.view!=="start"&&this.begin(),t.length>1)return n({problem:{key:"oneFile"}});this.set({chosen:{...s,part:0},live:this.say("checking"),notice:null});let o=()=>this.state.chosen.file===e&&this.host.isOpen();try{let{layouts:r}=this.state,l=await Ae(e,this.layout,r,p=>this.set({chosen:{...this.state.chosen,part:p}}),o);if(!o()){this.state.chosen.file===e&&this.set({chosen:F()});return}let a="header"in l?l.header:void 0,c=new Map(a?.filter(({state:p,at:u})=>u&&["near","unknown","double"].includes(p)).map(({at:p,column:u})=>[p,u]));n({problem:l.problem??null,check:"rows"in l?l:null,otherLayout:"otherLayout"in l?l.otherLayout:void 0,mapping:c})}catch{n({problem:{key:"fileGone"}})}}async readAs(t){let{file:e,check:s}=this.state.chosen;if(!e||!s)return;let n=await Te(e,t||"windows-1252",this.layout),{chosen:o}=this.state;o.file===e&&o.check&&this.set({chosen:{...o,encoding:t||null,check:{...o.check,...n}}})}sayProblem({key:t,values:e,bytes:s}){return this.say(t,{...e,...s?{size:this.say.size(s)}:{}})}replace(t){return this.memory.set(null),this.check(t)}get isReady(){let{check:t,isMapped:e,mapping:s,part:n}=this.state.chosen;return!t||n!==null||t.rows<1?!1:!t.header||e&&mt(t.header,s,this.layout)}#i(){let{layout:t,state:e}=this,{choices:s,chosen:n}=e,o=n.file,r=t?.name==="learners"||s.confirm,l=n.check?.header&&n.isMapped?_e(n.check.header,n.mapping):[];return{file_name:o.name,size_bytes:o.size,layout:t.name,send_invitations:s.send_invitations,confirm:r,...t.existing_users==="by_option"?{update_existing:s.update_existing}:{},...r?{}:{on_row_errors:s.on_row_errors},...n.encoding?{encoding:n.encoding}:{},...l.length?{corrections:l}:{}}}async upload(){let t=this.state.chosen.file,e=this.#i(),s=this.memory.get(),n=s.key&&JSON.stringify(s.body)===JSON.stringify(e)?s.key:ge(),o={file:t,body:e,key:n,isWanted:()=>this.#e===o,onMade:a=>this.memory.set({id:a,key:n,body:e}),onProgress:a=>{let c={name:t.name,size:t.size,sent:a};this.set({upload:c,progress:{...this.state.progress,moved:Date.now()}}),this.host.emit("rollcall-progress",{status:"uploading",percent:Math.round(100*a/t.size)})}};this.#e=o;let r={name:t.name,size:t.size,sent:0};this.show("upload",{...L(),upload:r,isOwn:!0,progress:{moved:Date.now(),mark:""},live:this.say("uploading")});let l=()=>this.host.isOpen()&&this.state.view==="upload";try{let a=await this.api.upload(o);this.#e=null,this.set({upload:null}),l()?await this.try(()=>this.follow(a)):await this.watch()}catch(a){if(this.#e===o&&(this.#e=null),a instanceof k)return;this.memory.set(null);let c=a instanceof R?{key:a.key}:null;this.set({upload:null,...c?{chosen:{...F(),file:t,problem:c}}:{}}),l()&&(this.begin(),c||this.fail(a))}}async stop(){let t=this.#e;this.#e=null,t?.abort?.(),this.api.wake();let{id:e}=this.memory.get();this.memory.set(null),await this.try(async()=>{let s=this.whileShown();e&&await this.#n(e,s)?await this.follow(e):this.begin()})}async#n(t,e){try{return await this.api.ask("POST",`/imports/${t}/cancel`,{isWanted:e}),!1}catch(s){if(s.status!==409)throw s;return!0}}async follow(t,e=1/0){let s=Date.now(),n=this.memory.get(),o=n.id===t,r=this.whileShown(),l=400,a="";for(;;){let c;try{c=await this.api.ask("GET",`/imports/${t}`,{isWanted:r})}catch(u){if(u.status!==404)throw u;return o&&this.memory.set(null),this.begin({notice:{tone:"warn",text:this.say("importGone")}})}let{status:p}=c;if(jt.includes(p)||p==="awaiting_confirmation")return this.#a(c,o);if(p==="awaiting_upload"&&Date.now()-s>e)return this.#r(c,n);if(!(p==="awaiting_upload"&&e<1/0)){if(a!==p){a=p;let u={moved:Date.now(),mark:""};this.show("progress",{imported:c,isOwn:o,progress:u,live:this.say(p)}),r=this.whileShown()}}if(this.set({imported:c}),this.#o(c),l=Math.min(2500,l*1.3),await this.api.pause(l),!r())throw new k}}#o({import_id:t,status:e,progress:s}){let n=`${e} ${s.bytes_read} ${s.rows_validated} ${s.rows_applied} ${s.percent}`;n!==this.state.progress.mark&&(this.set({progress:{...this.state.progress,moved:Date.now(),mark:n}}),this.host.emit("rollcall-progress",{import_id:t,status:e,percent:s.percent}))}#r({file:t},{body:e}){let{choices:s}=this.state;e&&Object.assign(s,{update_existing:!!e.update_existing,send_invitations:e.send_invitations,confirm:e.confirm}),this.begin({chosen:F(),notice:{tone:"warn",text:this.say("uploadLost"),detail:t.name}})}#a(t,e){let{summary:s,problems:n,status:o}=t,r=o==="awaiting_confirmation";this.state.layouts.length&&t.options.layout!==this.layout.name&&this.set({layout:this.state.layouts.find(c=>c.name===t.options.layout)??this.layout}),this.show(r?"review":"result",{...L(),imported:t,isOwn:e});let l=r||o==="completed"||o==="failed",a=["created","updated","failed","skipped"].find(c=>s[c])??null;l&&a&&this.lists.open(a),(n.errors||n.warnings)&&this.fixes.load(),r&&this.lists.mails(),r||this.#l(t),o==="completed"&&e&&this.fixes.offerAliases()}#l(t){let e=this.memory.get();if(e.id!==t.import_id||e.isDone)return;this.memory.set({id:e.id,isDone:!0});let{import_id:s,status:n,summary:o,file:r,options:l,problems:a}=t,{errors:c,warnings:p}=a;this.host.emit("rollcall-done",{import_id:s,status:n,summary:o,file_name:r.name,layout:l.layout,problems:{errors:c,warnings:p}})}async decide(t,e){let{import_id:s}=this.imported;this.set({isDeciding:!0});try{await this.api.ask("POST",`/imports/${s}/${t}`,{body:e,isWanted:this.whileShown()}),t==="retry"&&this.memory.get().id===s&&this.memory.set({id:s}),await this.follow(s)}catch(n){if(this.set({isDeciding:!1}),!(n instanceof C)||n.status!==409)return this.fail(n);await this.try(()=>this.follow(n.document.superseded_by??s)),this.set({notice:{tone:"warn",text:this.say("decidedElsewhere")}}),this.host.focus("#notice")}}async back(){let{import_id:t,status:e}=this.imported;this.set({isDeciding:!0});let s=await this.#n(t,this.whileShown()).catch(n=>this.fail(n));if(this.set({isDeciding:!1}),s!==void 0){if(s&&e==="awaiting_confirmation")return this.try(()=>this.follow(t));this.memory.set(null),this.begin()}}async invite(){let{invite:t}=this.state,e=t?.step!=="ask";this.set({invite:{...t,step:e?"ask":"sending"}});try{let s={import_id:this.imported.import_id,...e?{dry_run:!0}:{}},n=await this.api.ask("POST","/invitations",{body:s,isWanted:this.whileShown()}),o=n.run_id;for(;o&&n.status!=="completed"&&n.status!=="failed";)await this.api.pause(1e3),n=await this.api.ask("GET",`/invitations/${o}`,{isWanted:this.whileShown()});this.set({invite:{step:e?"ask":"done",counts:n}}),e||this.host.emit("rollcall-invited",{import_id:s.import_id})}catch(s){this.set({invite:null}),this.fail(s)}}async download(t){try{let{url:e,file_name:s}=await this.api.ask("GET",`${this.path}/export?format=${t}`);ze(e,s)}catch(e){this.fail(e)}}async template(t){let{numbered:e,name:s}=this.layout,n=e?`&modules=${Math.max(0,Math.min(e.columns_max,Math.round(t)||0))}`:"";try{let o=await this.api.ask("GET",`/template?layout=${s}${n}`,{accept:"text/csv"}),r=URL.createObjectURL(o);ze(r,`rollcall-${s}-template.csv`),setTimeout(()=>URL.revokeObjectURL(r),1e4)}catch(o){this.fail(o)}}async may(t){return be(await this.host.token(!1),t)}end(){this.#t++,this.#e?.abort?.(),this.#e=null}};function ze(i,t){Object.assign(document.createElement("a"),{href:i,download:t,rel:"noreferrer"}).click()}function Le(i){return{get(){try{return JSON.parse(sessionStorage.getItem(i)??"{}")}catch{return{}}},set(t){try{t?sessionStorage.setItem(i,JSON.stringify(t)):sessionStorage.removeItem(i)}catch{return}}}}var yt=i=>i??h;var Is={close:"M5 5l10 10M15 5L5 15",file:"M5 2.5h6.5L15.5 7v10.5h-10.5zM11.5 2.5V7h4M7.5 11h5M7.5 14h5",upload:"M10 13V3.5M6 7l4-4 4 4M3 13v4h14v-4",download:"M10 3v9.5M6 9l4 4 4-4M3 13v4h14v-4",good:"M10 2a8 8 0 100 16 8 8 0 000-16zM6.5 10.2l2.4 2.4 4.6-5",bad:"M10 2a8 8 0 100 16 8 8 0 000-16zM10 6v5M10 13.8v.2",warn:"M10 2.5L18.5 17h-17zM10 8v4M10 14.4v.2",info:"M10 2a8 8 0 100 16 8 8 0 000-16zM10 9v5M10 6v.2",tick:"M4.5 10.5l3.5 3.5 7.5-8",history:"M3.2 8A7 7 0 113 10.6M3 4v4h4M10 6v4.3l3 1.7",search:"M9 3.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM13 13l4 4"},y=i=>ae`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${Is[i]}></path></svg>`;var b=i=>d`<bdi>${(i??"").replace(/[\u202a-\u202e\u2066-\u2069]/g,"�")}</bdi>`,E=(i,t,e=h)=>d`<div class="banner ${i}">${y(i||"info")}<strong>${t}</strong>${e}</div>`,v=(i,t,e,s="",n=!1)=>d`<button type="button" id=${i} class=${s} ?disabled=${n} @click=${e}>${t}</button>`,xt=(i,t)=>v("again",i.say("checkAgain",{count:t}),()=>i.fixes.checkAgain(),"primary",i.state.isDeciding);function Wt(i,t,e){if(t<=1)return e.length?`${i("row")} ${i.number(e[0])}`:"";let s=e.map(n=>i.number(n)).join(", ");return i("rowsMany",{count:t,list:e.length<t?`${s} …`:s})}var qs={completed:"good",rejected:"bad",failed:"bad",awaiting_confirmation:"warn"};function Ft(i,t,e){let{created:s,updated:n,failed:o}=t.summary,r=[s?i("doneCreated",{count:s}):"",n?i("doneUpdated",{count:n}):"",o?i("doneFailed",{count:o}):""].filter(Boolean),l=i(`short_${t.status}`),a=t.file?.name??t.import_id;return d`<li>
    <button type="button" class="plain" aria-label="${a}, ${i.date(t.created_at)}, ${l}" @click=${e}>
      ${b(a)}
    </button>
    <div class="quiet small">
      ${i.date(t.created_at)} ·
      ${b(t.started_by)}${t.status==="completed"?r.map(c=>d` · ${c}`):h}
    </div>
    <span class="badge ${qs[t.status]??""}">${l}</span>
  </li>`}function Ne(i){let{say:t,state:e}=i,s=e.past?.filter(n=>!e.layout||n.options.layout===e.layout.name);return{body:d`<section>
      <h3 tabindex="-1" data-focus>${t("past")}</h3>
      ${s?s.length?d`<ul class="past">
              ${s.map(n=>Ft(t,n,()=>i.try(()=>i.view(n.import_id))))}
            </ul>`:d`<p class="quiet">${t("pastEmpty")}</p>`:d`<p class="quiet" role="status">${t("loading")}</p>`}
    </section>`,foot:v("back",t("back"),()=>i.begin(),"first")}}var Rs=30,Ds=5,Ie=({say:i})=>({body:d`<p class="quiet" role="status">${i("loading")}</p>`,foot:h});function qe(i){let{say:t,state:e}=i,{name:s,size:n,sent:o}=e.upload??{name:"",size:1,sent:0},r=t("sent",{sent:t.size(o),size:t.size(n)});return{body:De(i,{title:t("uploading"),name:s,percent:100*o/n,text:r,note:t("aliveUpload")}),foot:d`${v("cancel",t("cancelImport"),()=>i.stop(),"plain first")}${v("end",t("close"),()=>i.host.close())}`}}function Re(i){let{say:t,state:e,imported:s}=i,{status:n,progress:o,file:r}=s,l=n==="importing",a=l?o.rows_applied:o.rows_validated,c=o.rows_total,p=c===null?t("progressRead",{done:a}):t("progressRows",{done:a,total:c});return{body:De(i,{title:t(n),name:r?.name??s.import_id,percent:o.percent,text:p,note:t("alive")}),foot:d`
      ${l?h:v("cancel",t("cancelImport"),()=>i.decide("cancel"),"plain first",e.isDeciding)}
      ${v("end",t("close"),()=>i.host.close())}
    `}}function De({say:i,state:t},{title:e,name:s,percent:n,text:o,note:r}){let{moved:l}=t.progress,a=Math.max(0,Math.round((t.now-l)/1e3)),p=a>=Rs?d`<p class="pulse small stuck" id="pulse" role="status">
        ${i("stuck",{ago:i.ago(a-a%10)})}
      </p>`:a>=Ds?d`<p class="pulse small" id="pulse">${i("lastChange",{ago:i.ago(a)})}</p>`:h;return d`<section class="work" aria-busy="true">
    <h3 tabindex="-1" data-focus>${e}</h3>
    <p class="quiet name">${b(s)}</p>
    <div class="spread">
      <b aria-hidden="true">${i.percent(n)}</b>
      <p class="quiet">${o}</p>
    </div>
    <progress max="100" .value=${n} aria-label=${e} aria-valuetext=${`${Math.round(n)} %`}></progress>
    ${t.wait?h:p}
    <p class="quiet small">${r}</p>
  </section>`}var N={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},_t=i=>(...t)=>({_$litDirective$:i,values:t}),Q=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,s){this._$Ct=t,this._$AM=e,this._$Ci=s}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:Ps}=de;var He=i=>i.strings===void 0,Pe=()=>document.createComment(""),X=(i,t,e)=>{let s=i._$AA.parentNode,n=t===void 0?i._$AB:t._$AA;if(e===void 0){let o=s.insertBefore(Pe(),n),r=s.insertBefore(Pe(),n);e=new Ps(o,r,i,i.options)}else{let o=e._$AB.nextSibling,r=e._$AM,l=r!==i;if(l){let a;e._$AQ?.(i),e._$AM=i,e._$AP!==void 0&&(a=i._$AU)!==r._$AU&&e._$AP(a)}if(o!==n||l){let a=e._$AA;for(;a!==o;){let c=a.nextSibling;s.insertBefore(a,n),a=c}}}return e},P=(i,t,e=i)=>(i._$AI(t,e),i),Hs={},kt=(i,t=Hs)=>i._$AH=t,Be=i=>i._$AH,At=i=>{i._$AR(),i._$AA.remove()};var je=(i,t,e)=>{let s=new Map;for(let n=t;n<=e;n++)s.set(i[n],n);return s},St=_t(class extends Q{constructor(i){if(super(i),i.type!==N.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,t,e){let s;e===void 0?e=t:t!==void 0&&(s=t);let n=[],o=[],r=0;for(let l of i)n[r]=s?s(l,r):r,o[r]=e(l,r),r++;return{values:o,keys:n}}render(i,t,e){return this.dt(i,t,e).values}update(i,[t,e,s]){let n=Be(i),{values:o,keys:r}=this.dt(t,e,s);if(!Array.isArray(n))return this.ut=r,o;let l=this.ut??=[],a=[],c,p,u=0,m=n.length-1,f=0,g=o.length-1;for(;u<=m&&f<=g;)if(n[u]===null)u++;else if(n[m]===null)m--;else if(l[u]===r[f])a[f]=P(n[u],o[f]),u++,f++;else if(l[m]===r[g])a[g]=P(n[m],o[g]),m--,g--;else if(l[u]===r[g])a[g]=P(n[u],o[g]),X(i,a[g+1],n[u]),u++,g--;else if(l[m]===r[f])a[f]=P(n[m],o[f]),X(i,n[u],n[m]),m--,f++;else if(c===void 0&&(c=je(r,f,g),p=je(l,u,m)),c.has(l[u]))if(c.has(l[m])){let w=p.get(r[f]),$=w!==void 0?n[w]:null;if($===null){let x=X(i,n[u]);P(x,o[f]),a[f]=x}else a[f]=P($,o[f]),X(i,n[u],$),n[w]=null;f++}else At(n[m]),m--;else At(n[u]),u++;for(;f<=g;){let w=X(i,a[g+1]);P(w,o[f]),a[f++]=w}for(;u<=m;){let w=n[u++];w!==null&&At(w)}return this.ut=r,kt(i,a),O}});var Bs=120,js=[["-missing","missing"],["-invalid","invalid"],["-too-long","long"],["-unmatched","unmatched"],["-ambiguous","unmatched"],["-duplicate","duplicate"],["-identical","duplicate"],["-repeated","duplicate"],["-exists","exists"]],Us=i=>js.find(([t])=>i.endsWith(t))?.[1]??"other";function Ue(i,t,e){let s=new Map,n=new Map,o=a=>{let c=Us(a.code),p=`${a.severity} ${c} ${a.column??""}`,u=s.get(p)??{id:p,severity:a.severity,kind:c,column:a.column,entries:[],count:0};s.set(p,u),u.entries.push(a)},r=a=>T(e,a)?.kind==="course"?e.numbered?.prefix.trimEnd()??null:a??null,l=new Set(t?.map(a=>JSON.stringify([a.code,r(a.column),a.company??null,a.found])));for(let{code:a,severity:c,column:p,company:u,found:m,count:f,first_rows:g,suggestions:w,message:$}of t??[])o({code:a,severity:c,column:r(p),company:u??null,found:m,message:$,suggestions:w,count:f,rows:g,isCut:!1});for(let a of i){let{code:c,severity:p,message:u,suggestions:m,row:f,rows:g,first_rows:w}=a,$=r(a.column),x=a.found??"",S=a.company??null;if(l.has(JSON.stringify([c,$,S,x])))continue;let M=x&&f?JSON.stringify([c,$,S,x,Y(T(e,$))?"":u]):"",G=n.get(M);if(M&&G&&f){G.count++,G.rows.length<10&&G.rows.push(f);continue}let I=f?[f]:w??[],Xt={code:c,severity:p,column:$,company:S,found:x,message:u,suggestions:m,count:g??I.length,rows:I,isCut:[...x].length>=Bs};M&&n.set(M,Xt),o(Xt)}for(let a of s.values())a.count=a.entries.reduce((c,{count:p})=>c+Math.max(1,p),0);return[...s.values()].sort((a,c)=>+(a.severity==="warning")-+(c.severity==="warning"))}var Vs=["company","cohort","course"];function Gt({layout:i},t,e){let s=t.column??"",[n]=t.rows;return t.code.startsWith("header-")||Y(T(i,s))&&t.found?W({...t,column:s,company:t.company,safe:!1,first_rows:t.rows},e,i):t.count>1?{kind:"value",column:s,found:t.found,to:e}:{kind:"cell",row:n,column:s,found:t.found,to:e}}var Ws=i=>i.rows.map(t=>({kind:"row",row:t}));function Fe(i,t){let{state:e,layout:s,fixes:n}=i,r=t.rows.length>0&&t.rows.length>=t.count?Ws(t):[];if(r.length&&r.every(p=>e.fixes.has(_(p))))return Ve(i,d`${i.say("leftOut")}`,()=>n.undo(r));let l=e.fixes.get(_(Gt(i,t,"")));if(l&&"to"in l)return Ve(i,d`<del>${b(t.found)}</del> → <ins>${b(l.to||"–")}</ins>`,()=>n.undo([l]));if(t.severity==="warning")return h;let a=T(s,t.column),c=!t.isCut&&(t.column||t.code.startsWith("header-"))&&!["email-duplicate","user-exists","self-disable"].includes(t.code);return d`<div class="fix">
    ${c?a&&Y(a)?Fs(i,t):We(i,t):t.code==="email-duplicate"&&!t.isCut?We(i,t):h}
    ${r.length?d`<button type="button" class="plain" @click=${()=>n.choose(r)}>
          ${i.say(r.length>1?"leaveOutMany":"leaveOut")}
        </button>`:h}
  </div>`}var Ve=({say:i},t,e)=>d`<div class="fix chosen">
    <span class="tone good">${y("good")}</span><span>${t}</span
    ><button type="button" class="plain" @click=${e}>${i("undo")}</button>
  </div>`;function Fs(i,t){let{say:e,fixes:s,layout:n}=i,o=T(n,t.column),r=m=>s.choose([Gt(i,t,m)]),l=Vs.includes(o?.kind??""),a=t.suggestions.map(m=>d`<button type="button" class="suggestion" @click=${()=>r(m)}>${e("use",{value:m})}</button>`),c=`choices-${t.code}-${t.rows[0]??t.found.length}`,p=async m=>{let f=m.currentTarget;if(!l)return;let g=f.nextElementSibling,w=await s.choices({column:t.column??"",company:t.company},f.value.length>1?f.value:"").catch(()=>[]);g?.replaceChildren(...w.map($=>Object.assign(document.createElement("option"),{value:$})))};return d`${a}
    <form class="pick" @submit=${m=>{m.preventDefault();let{value:f}=m.currentTarget.elements[0];f.trim()&&r(f.trim())}}>
      <input
        type="text"
        list=${c}
        autocomplete="off"
        spellcheck="false"
        aria-label="${e("chooseValue")}: ${t.found||t.column}"
        placeholder=${e("chooseValue")}
        @focus=${p}
        @input=${p}
      />
      <datalist id=${c}></datalist>
      <button type="submit">${e("useThis")}</button>
    </form>`}function We(i,t){let{say:e,fixes:s,layout:n}=i,o=T(n,t.column),r=n.columns.some(({label:p,required:u})=>p===t.column&&u),l=p=>{let u=Me(p.value,o,r)??(p.value===t.found?{key:"cellSame",values:{}}:null);return p.setCustomValidity(u?e(u.key,u.values):""),u},a=p=>{p.preventDefault();let u=p.currentTarget,m=u.elements[0],f=l(m),g=u.querySelector("output");g&&(g.textContent=f?e(f.key,f.values):""),f?m.focus():s.choose([Gt(i,t,m.value.trim())])},[c=t.found]=t.suggestions;return d`<form class="pick" novalidate @submit=${a}>
    <input
      type="text"
      value=${c}
      autocomplete="off"
      spellcheck="false"
      aria-label="${e("corrected")}: ${t.column}"
      @input=${p=>l(p.currentTarget)}
    />
    <button type="submit">${e("useThis")}</button>
    <output class="small tone bad"></output>
  </form>`}var Gs=10,Jt=500,Js=40,Ge=new WeakMap;function Ks({state:i,layout:t}){let{problems:e}=i,s=Ge.get(e.items);if(s)return s;let n=Ue(e.items,e.findings,t);return Ge.set(e.items,n),n}function ot(i){let{say:t,state:e,imported:s}=i,{items:n,cursor:o,isLoading:r}=e.problems,l=s.problems.errors+s.problems.warnings;if(!l)return h;let a=Ks(i),c=a.reduce((u,{entries:m})=>u+m.length,0)<=Js,p=r?t("loading"):o?t("showing",{shown:n.length,total:l}):"";return d`<section id="problems">
    <h3>${t("problems")}</h3>
    ${Qs(i)}
    <div class="list">
      ${St(a,({id:u})=>u,(u,m)=>Ys(i,u,c||m===0))}
    </div>
    ${i.fixes.isPossible&&e.fixes.size?d`<p class="quiet small">${t("fixesLost")}</p>`:h}
    <div class="spread">
      <p class="quiet small" role="status">${p}</p>
      ${o&&!r?d`<button type="button" id="more-problems" @click=${()=>i.lists.problems()}>${t("more")}</button>`:h}
    </div>
  </section>`}function Ys(i,{id:t,severity:e,kind:s,column:n,entries:o,count:r},l){let{say:a,state:c}=i,p=c.problems.shown[t]??Gs,u=o.length-p,m=()=>i.lists.show(t,p,Math.min(o.length,p+Jt));return d`<details ?open=${l}>
    <summary>
      <span
        >${a(`kind_${s}`)}${n?d` · ${b(n)}`:h}${e==="error"?h:d`<span class="quiet"> (${a("warning")})</span>`}</span
      >
      <span class="badge ${e==="error"?"bad":"warn"}">${a.number(r)}</span>
    </summary>
    <ul>
      ${o.slice(0,p).map(f=>d`<li class="problem">
            <div class="says">
              <span dir="auto">${f.message}</span>${f.rows.length?d`<span class="quiet small num">${Wt(a,f.count,f.rows)}</span>`:h}
            </div>
            ${i.fixes.isPossible?Fe(i,f):h}
          </li>`)}
    </ul>
    ${u>0?d`<div class="row">
          ${v("",u>Jt?a("more"):a("showAll",{count:o.length}),m,"plain")}
        </div>`:h}
  </details>`}function Qs(i){let{say:t,state:e,fixes:s,layout:n}=i,{safe:o}=s;if(!o.length)return h;if(!e.isSafeListOpen)return d`<div class="row">
      ${v("accept-safe",t("acceptSafe",{count:o.length}),()=>(i.set({isSafeListOpen:!0}),i.host.focus("#apply-safe")))}
    </div>`;let r=o.reduce((l,{count:a})=>l+a,0);return d`<div class="banner" id="safe">
    <strong>${t("acceptSafeHelp")}</strong>
    <ul class="plainlist">
      ${o.slice(0,Jt).map(l=>{let a=W(l,l.suggestions[0],n);return d`<li>
          <span class="quiet">${b(l.column)}</span> <del>${b(l.found)}</del> →
          <ins>${b("to"in a?a.to:"")}</ins>
          <span class="quiet small">${Wt(t,l.count,l.first_rows)}</span>
        </li>`})}
    </ul>
    <div class="row">
      ${v("apply-safe",t("acceptApply",{rows:r}),()=>s.acceptSafe(),"primary")}
      ${v("",t("cancel"),()=>i.set({isSafeListOpen:!1}))}
    </div>
  </div>`}var Je={created:"good",failed:"bad"};function Tt(i){let{say:t,state:e,imported:s,layout:n}=i,{summary:o}=s,r=["created",...n.existing_users==="refuse"?[]:["updated","skipped"],"failed"];n.numbered&&r.push("course_assignments"),r.push("invitations");let l=s.status==="awaiting_confirmation",a=u=>t(l&&["created","updated","skipped"].includes(u)?`to_${u}`:u),c=u=>{let m={ArrowRight:1,ArrowLeft:-1}[u.key];if(!m)return;let f=r.filter(w=>o[w]),g=f[(f.indexOf(e.rows.tab??"")+m+f.length)%f.length];g&&(u.preventDefault(),i.lists.open(g),i.host.focus(`#count-${g}`))},{tab:p}=e.rows;return d`<section>
    <div class="counts" role="tablist" aria-label=${t(l?"preview":"summary")} @keydown=${c}>
      ${r.map(u=>{let m=u===p;return d`<button
          type="button"
          role="tab"
          id="count-${u}"
          class=${Je[u]&&o[u]?`tone ${Je[u]}`:""}
          ?disabled=${!o[u]}
          aria-selected=${m?"true":"false"}
          aria-controls=${yt(m?"opened":void 0)}
          tabindex=${m||!p?"0":"-1"}
          @click=${()=>i.lists.open(u)}
        >
          <b>${t.number(o[u])}</b> <span>${a(u)}</span>
        </button>`})}
    </div>
    ${p?Xs(i,a(p)):h}
  </section>`}function Xs(i,t){let{say:e,state:s,imported:n}=i,{items:o,cursor:r,isLoading:l,search:a,tab:c}=s.rows,p=o.filter(g=>wt(g,a)),u=n.summary[c??""]??0,m=c==="course_assignments"?r?0:o.length:u,f=l?e("loading"):p.length?a?e("found",{count:p.length}):m>o.length||r?e("showing",{shown:o.length,total:Math.max(m,o.length)}):"":e("emptyList");return d`<div class="list" id="opened" role="tabpanel" aria-labelledby="count-${c}">
    ${o.length>5||a?d`<label class="search"
          >${y("search")}<span class="sr">${e("searchRows")}</span
          ><input
            type="search"
            id="search"
            autocomplete="off"
            spellcheck="false"
            placeholder=${e("searchRows")}
            .value=${a}
            @input=${g=>i.lists.search(g.currentTarget.value)}
        /></label>`:h}
    ${p.length?d`<div class="scroll" tabindex="0" role="region" aria-label=${t}>
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">${e("row")}</th>
                <th scope="col">${e("person")}</th>
                <th scope="col">${e("place")}</th>
                <th scope="col">${e("what")}</th>
              </tr>
            </thead>
            <tbody>
              ${p.map(g=>Zs(e,g))}
            </tbody>
          </table>
        </div>`:h}
    <div class="spread">
      <p class="quiet small" role="status">${f}</p>
      ${r&&!l?d`<button type="button" id="more-rows" @click=${()=>i.lists.more()}>${e("more")}</button>`:h}
    </div>
  </div>`}function Zs(i,t){let{name:e,last_name:s,email:n,company:o,cohort:r}=t.user;return d`<tr>
    <td class="num" data-label=${i("row")}>${i.number(t.row)}</td>
    <td>
      <div><strong>${b([e,s].filter(Boolean).join(" "))}</strong></div>
      <div class="quiet">${b(n)}</div>
    </td>
    <td>
      ${o?d`<div>${b(o)}</div>`:h}${r?d`<div class="quiet">${b(r)}</div>`:h}
    </td>
    <td>${ti(i,t)}</td>
  </tr>`}function ti(i,{outcome:t,reason:e,user:s,courses:n,courses_assigned:o,changes:r,problems:l}){let a=new Set(o),c=n.filter(({id:p})=>a.has(p));return d`
    ${e?d`<div class="quiet">${i(e)}</div>`:h}
    ${t==="created"&&s.language?d`<div class="quiet">
          ${i.language(s.language)}${s.enabled===!1?d` · ${i("disabledAccount")}`:h}
        </div>`:h}
    ${r.map(({column:p,old:u,new:m})=>d`<div>
          ${p}: ${u?d`<del>${b(u)}</del>`:"–"} → ${m?d`<ins>${b(m)}</ins>`:"–"}
        </div>`)}
    ${c.map(({title:p})=>d`<div>+ ${b(p)}</div>`)}
    ${t==="failed"?l.map(({message:p})=>d`<div>${b(p)}</div>`):h}
  `}function Kt(i){let{say:t,imported:e}=i,{file:s,progress:n,started_by:o,created_at:r,options:l}=e,a=n.rows_total??n.rows_validated,c=[...a?[t("rowsCount",{rows:a})]:[],...i.layout.existing_users==="refuse"?[]:[t(l.update_existing?"factUpdateOn":"factUpdateOff")],t(l.send_invitations?"factMailsOn":"factMailsOff")],p=Math.max(0,Math.round((Date.now()-Date.parse(r))/1e3));return d`<div class="facts" id="facts">
    <p class="name">${b(s?.name??e.import_id)}</p>
    <p class="quiet small">${c.join(" · ")}</p>
    <p class="quiet small">${t("startedBy",{who:o,ago:t.ago(p)})}</p>
  </div>`}function Ke(i){let{say:t,state:e,imported:s,layout:n}=i,{errors:o,warnings:r}=s.problems,{created:l,updated:a,skipped:c,failed:p,invitations:u,course_assignments:m}=s.summary,f=l+a+c,g=l+a+m+u===0,w=g&&f>0&&!o,$=n.existing_users!=="refuse"&&!s.options.update_existing,x=o?E("bad",t("withErrors",{count:p,total:p+f}),d`<p>
          ${f?t(i.fixes.isPossible?"withErrorsFix":"withErrorsHelp",{valid:f}):t("noneValid")}
        </p>`):w?E("",t("nothingTitle"),d`<p>${t($?"nothingExist":"nothingNew",{count:c})}</p>`):E("good",t("noErrors"),d`<p>${t("nothingYet")}</p>`),S=e.fixes.size,M=p?t("confirmRest",{count:l+a,left:p}):t("confirmCount",{count:l+a});return{body:d`
      <section>
        <h3 tabindex="-1" data-focus class="sr">${t("preview")}</h3>
        ${Kt(i)} ${x}
      </section>
      ${o?ot(i):h} ${Tt(i)}
      ${e.mails?d`<p class="quiet small" id="mails">${e.mails}</p>`:h}
      ${r&&!o?ot(i):h} ${Yt(i)}
    `,foot:d`
      ${v("cancel",t("cancelImport"),()=>i.decide("cancel"),"plain first",e.isDeciding)}
      ${u&&!S&&!w?d`<span class="quiet small mailnote">${t("mailsNow",{count:u})}</span>`:h}
      ${v("back",t("back"),()=>i.back(),"",e.isDeciding)}
      ${S?xt(i,S):w?$&&i.fixes.isPossible?v("update",t("updateThem"),()=>i.fixes.checkAgain({update_existing:!0}),"primary",e.isDeciding):h:f&&!g?v("confirm",M,()=>i.decide("confirm",{ignore_errors:o>0}),"primary",e.isDeciding):h}
    `}}function Yt(i){let{say:t,imported:e}=i,s=e.problems.errors>0||e.summary.failed>0,n=(o,r)=>v(`export-${o}`,t(r),()=>i.download(o),"plain");return d`<section class="exports">
    <h3>${t("exports")}</h3>
    <div class="row">
      ${s?n("fix","exportFix"):h}${n("csv","exportCsv")}${n("json","exportJson")}
    </div>
    ${s?d`<p class="quiet small">${t("exportFixHelp")}</p>`:h}
  </section>`}function Qe(i){let{say:t,state:e,imported:s}=i,{status:n,failure:o,problems:r,summary:l}=s,a=n==="completed"||n==="failed",c=s.progress.rows_validated>0,p=i.fixes.isPossible?e.fixes.size:0;return{body:d`
      <section>${ei(i)} ${Kt(i)}</section>
      ${n==="completed"?d`${si(i)}${ii(i)}`:h}
      ${n==="rejected"&&!c?Ye(i):h} ${a?Tt(i):h}
      ${r.errors||r.warnings?ot(i):h}
      ${n==="rejected"&&c?Ye(i):h}
      ${n==="completed"||n==="cancelled"?Yt(i):h}
    `,foot:d`
      ${v("another",t("another"),()=>i.another(),"plain first")}
      ${n==="rejected"&&!p?v("back",t("back"),()=>i.begin()):h}
      ${p?xt(i,p):o?.retryable?v("retry",t("retry"),()=>i.decide("retry"),"primary",e.isDeciding):v("end",t("close"),()=>i.host.close(),n==="rejected"&&l.failed?"":"primary")}
    `}}function ei({say:i,imported:t,state:e}){let{status:s,summary:n,failure:o,problems:r}=t,{created:l,updated:a,skipped:c,failed:p,course_assignments:u,invitations:m}=n,f=s==="completed"?p?"warn":"good":s==="failed"||s==="rejected"?"bad":"",g=i(s==="completed"&&p?"completedWith":s==="failed"?"failed_import":s,{count:p}),w=[l&&i("doneCreated",{count:l}),a&&i("doneUpdated",{count:a}),c&&i("doneSkipped",{count:c}),u&&i("doneAssigned",{count:u}),m&&i("doneInvited",{count:m})].filter(Boolean),$=r.file.some(({code:S})=>S==="course-unmatched"),x={completed:w.join(" · "),rejected:i($?"rejectedCourses":"rejectedHelp"),expired:i("expiredHelp"),failed:i.lang==="en"&&o?o.detail:o&&i(o.retryable?"failedRetry":"failedFinal")}[s];return d`<div tabindex="-1" data-focus>
    ${E(f,g,x&&!e.isDeciding?d`<p>${x}</p>`:h)}
  </div>`}function Ye(i){let{say:t}=i,e=n=>{n.currentTarget.getRootNode().getElementById("file")?.click()},s=n=>{let o=n.currentTarget,r=[...o.files??[]];o.value="",r.length&&i.replace(r)};return d`<section class="path" aria-label=${t("fixPath")}>
    <div>
      <p>${t("fixPath1")}</p>
      <button type="button" id="export-fix" class="with" @click=${()=>i.download("fix")}>
        ${y("download")}${t("exportFix")}
      </button>
    </div>
    <div class="drop small" id="drop" @click=${e}>
      <p>${t("fixPath2")}</p>
      <button type="button" id="select">${t("select")}</button>
    </div>
    <input type="file" accept=".csv,text/csv" hidden id="file" @change=${s} />
  </section>`}function si(i){let{say:t,state:e,imported:s}=i,{created:n,invitations:o}=s.summary,{invite:r}=e;if(!n||o)return h;if(!r)return d`<div class="row">
      ${v("invite",t("inviteThese",{count:n}),()=>i.invite())}
    </div>`;if(r.step==="done")return E("good",t("inviteDone",{count:r.counts?.queued??0}));let l=r.counts?.queued;return l===void 0||r.step==="sending"?d`<p class="quiet" role="status">${t("loading")}</p>`:l?E("",t("inviteAsk",{count:l}),d`<div class="row">
      ${v("invite-send",t("inviteSend",{count:l}),()=>i.invite(),"primary")}
      ${v("",t("cancel"),()=>i.set({invite:null}))}
    </div>`):E("",t("inviteDone",{count:0}))}function ii(i){let{say:t,state:e,fixes:s}=i,{aliases:n}=e;if(!n)return h;if(n.step==="done")return E("good",t("aliasDone"));let o=r=>{let l=new Set(n.chosen);l.delete(r)||l.add(r),i.set({aliases:{...n,chosen:l}})};return E("",t("aliasAsk"),d`<ul class="plainlist">
        ${n.fixes.map(r=>{let l=_(r);return d`<li>
            <label class="radio"
              ><input
                type="checkbox"
                .checked=${n.chosen.has(l)}
                @change=${()=>o(l)}
              />${"found"in r?b(r.found):""} → ${"to"in r?b(r.to):""}</label
            >
          </li>`})}
      </ul>
      <div class="row">
        ${v("alias-send",t("aliasSend"),()=>s.sendAliases(),"",!n.chosen.size)}
        ${v("",t("cancel"),()=>i.set({aliases:null}))}
      </div>`)}var A=_t(class extends Q{constructor(i){if(super(i),i.type!==N.PROPERTY&&i.type!==N.ATTRIBUTE&&i.type!==N.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!He(i))throw Error("`live` bindings can only contain a single expression")}render(i){return i}update(i,[t]){if(t===O||t===h)return t;let e=i.element,s=i.name;if(i.type===N.PROPERTY){if(t===e[s])return O}else if(i.type===N.BOOLEAN_ATTRIBUTE){if(!!t===e.hasAttribute(s))return O}else if(i.type===N.ATTRIBUTE&&e.getAttribute(s)===t+"")return O;return kt(i),t}});var ni={"windows-1252":"encWestern","windows-1250":"encCentral",macintosh:"encMac","windows-1251":"encCyrillic"};function Xe(i){let{say:t,state:e}=i,{check:s,encoding:n}=e.chosen;if(!s?.samples.length)return h;let o=r=>i.readAs(r.currentTarget.value);return d`<div class="encoding" id="encoding">
    <label for="encoding-choice">${t("encodingAssumed")}</label>
    <select id="encoding-choice" @change=${o}>
      <option value="" .selected=${A(!n)}>${t("encAuto")}</option>
      ${Object.entries(ni).map(([r,l])=>d`<option value=${r} .selected=${A(r===n)}>${t(l)} (${r})</option>`)}
    </select>
    <p class="samples" role="status">${s.samples.map((r,l)=>d`${l?" · ":""}${b(r)}`)}</p>
  </div>`}function Ze(i,t){let{say:e,state:s,layout:n}=i,{mapping:o,isMapped:r}=s.chosen,l=n.columns.map(({label:g})=>g),a=t.flatMap(({column:g})=>g&&!l.includes(g)?[g]:[]),c=(g,w)=>{let $=new Map(i.state.chosen.mapping).set(g,w||null);i.set({chosen:{...i.state.chosen,mapping:$,isMapped:!0}})},p=g=>{let{at:w,state:$,label:x,column:S}=g;if($==="missing")return d`<span class="tone bad">${e("missingColumn")}</span>`;if(!o.has(w))return d`<span class="tone good">✓ ${b(S??e("ignoredColumn"))}</span>`;let M=o.get(w)??"",G=I=>c(w,I.currentTarget.value);return d`<select
      aria-label="${x||e("columnNumber",{at:w})} → ${e("templateColumn")}"
      @change=${G}
    >
      <option value="" .selected=${A(!M)}>${e("ignoreColumn")}</option>
      ${[...new Set([...l,...a])].map(I=>d`<option value=${I} .selected=${A(I===M)}>${I}</option>`)}
    </select>`},u=new Set([...o.values()]),m=t.filter(g=>g.state!=="missing"||!u.has(g.column)),f=mt(t,o,n);return d`<div class="scroll" tabindex="0" role="region" aria-label=${e("templateColumn")} id="header">
      <table class="header">
        <thead>
          <tr>
            <th scope="col">${e("yourColumn")}</th>
            <th scope="col">${e("firstCells")}</th>
            <th scope="col">${e("templateColumn")}</th>
          </tr>
        </thead>
        <tbody>
          ${m.map(g=>d`<tr class=${g.state}>
                <th scope="row">
                  ${g.state==="missing"?b(g.column):g.label?b(g.label):d`<em>${e("columnNumber",{at:g.at})}</em>`}
                </th>
                <td class="quiet">
                  ${g.cells.filter(Boolean).map((w,$)=>d`${$?", ":""}${b(w)}`)}
                </td>
                <td>${p(g)}</td>
              </tr>`)}
        </tbody>
      </table>
    </div>
    ${r?d`<p class="small ${f?"tone good":"tone bad"}" role="status">
          ${e(f?"namesUsed":"namesOpen")}
        </p>`:f?d`<div class="row">${v("use-names",e("useNames"),()=>oi(i),"primary")}</div>`:h}`}function oi(i){i.set({chosen:{...i.state.chosen,isMapped:!0}}),i.host.focus("#start")}function ts(i){let{say:t,state:e,layout:s}=i,{check:n}=e.chosen,o=s.name==="learners"||e.choices.confirm;return{body:d`${ri(i)}${ui(i)}`,foot:d`
      ${e.chosen.file?h:d`<span class="quiet small">${t("chooseFirst")}</span>`}
      ${v("start",o?t("checkFile"):t("importRows",{rows:n?.rows??0}),()=>i.upload(),"primary",!i.isReady)}
    `}}function ri(i){let{say:t,state:e}=i,s=n=>{let o=n.currentTarget;i.check([...o.files??[]]),o.value=""};return d`<section aria-label=${t("step2")}>
    <h3 class=${e.chosen.file?"sr":""}>${t("step2")}</h3>
    ${e.chosen.file?li(i):ai(i)}
    <input type="file" accept=".csv,text/csv" hidden id="file" @change=${s} />
    ${e.chosen.file?h:pi(i)}
  </section>`}var es=i=>{i.currentTarget.getRootNode().getElementById("file")?.click()};function ai({say:i,layout:t}){let{rows_max:e,file_bytes_max:s}=t.limits;return d`<div class="drop" id="drop" @click=${es}>
    ${y("upload")}
    <p>${i("drop")}</p>
    <button type="button" id="select">${i("select")}</button>
    <p class="quiet small">${i("limits",{rows:e,size:i.size(s)})}</p>
  </div>`}function li(i){let{say:t,state:e}=i,{file:s,part:n,check:o,problem:r,otherLayout:l}=e.chosen;if(!s)return h;let a=[o&&o.rows>0&&!r?t("checked",{rows:o.rows}):"",o?.courseColumns?t("factsCourses",{count:o.courseColumns}):"",t.size(s.size)].filter(Boolean);return d`<div class="file" id="drop">
      ${o&&!r?d`<span class="tone good">${y("good")}</span>`:y("file")}
      <div class="name">${b(s.name)}</div>
      <button type="button" id="select" class="plain" @click=${es}>${t("chooseOther")}</button>
      <div class="quiet small" id="check" role="status">${n!==null?t("checking"):a.join(" · ")}</div>
      ${n!==null?d`<progress max="1" .value=${n} aria-label=${t("checking")}></progress>`:h}
    </div>
    ${r?E("bad",i.sayProblem(r),d`${o?.header?d`<p>${t("headerHelp")}</p>`:h}
          ${l?v("switch",t("switchLayout"),()=>ci(i,l)):h}`):h}
    ${o?.header?Ze(i,o.header):h}
    ${o&&!o.header?d`${di(i)}${Xe(i)}`:h}`}function ci(i,t){let{file:e}=i.state.chosen;i.useLayout(t),e&&i.check([e])}function di({say:i,state:t}){let{check:e}=t.chosen;if(!e?.preview.length)return h;let s=e.labels.map((n,o)=>({label:n,at:o})).filter(({label:n,at:o})=>n&&e.preview.some(r=>r[o]));return d`<div class="scroll" tabindex="0" role="region" aria-label=${i("firstRows")} id="preview">
    <table class="cells">
      <thead>
        <tr>
          ${s.map(({label:n})=>d`<th scope="col">${b(n)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${e.preview.map(n=>d`<tr>
              ${s.map(({at:o})=>d`<td>${b(n[o])}</td>`)}
            </tr>`)}
      </tbody>
    </table>
  </div>`}function pi(i){let{say:t,layout:e}=i,{numbered:s}=e,n=r=>{let l=r.currentTarget.getRootNode();i.template(Number(l.getElementById("modules")?.value??0))},o=(r,l,a)=>d`<li>
      <strong>${r}</strong>${l?d`<span class="quiet"> (${t("required")})</span>`:h}
      <div class="quiet small">${a}</div>
    </li>`;return d`<div class="template">
    <button type="button" id="template" class="with" @click=${n}>${y("download")}${t("download")}</button>
    ${s?d`<label class="count"
          >${t("courseColumns")}<input
            type="number"
            id="modules"
            min="0"
            max=${s.columns_max}
            value=${s.template_default}
        /></label>`:h}
    <details>
      <summary><span>${t("columns")}</span></summary>
      <p class="small quiet inset">${t("step1Help")}</p>
      <ul>
        ${e.columns.map(r=>o(r.label,r.required,r.help))}
        ${s?o(`${s.prefix}1 …`,!1,s.help):h}
      </ul>
    </details>
  </div>`}function ui(i){let{say:t,state:e,layout:s,host:n}=i,{choices:o}=e,r=c=>!n.hiddenOptions.includes(c),l=(c,p)=>{let u=m=>{let{checked:f}=m.currentTarget;i.set({choices:{...i.state.choices,[c]:f}})};return d`<div class="option">
      <input
        type="checkbox"
        id=${c}
        .checked=${A(o[c])}
        ?disabled=${n.lockedOptions.includes(c)}
        aria-describedby="${c}-help"
        @change=${u}
      />
      <label for=${c}>${t(p)}</label>
      <p class="quiet small" id="${c}-help">${t(`${p}${o[c]?"On":"Off"}`)}</p>
    </div>`},a=[s.existing_users==="by_option"&&r("update_existing")?l("update_existing","update"):h,r("send_invitations")?l("send_invitations","mails"):h,s.name!=="learners"&&r("confirm")?l("confirm","review"):h,s.name!=="learners"&&!o.confirm&&r("on_row_errors")?hi(i):h];return a.every(c=>c===h)?h:d`<section>
    <h3>${t("step3")}</h3>
    <div class="options">${a}</div>
  </section>`}function hi(i){let{say:t,state:e,host:s}=i,n=(o,r)=>d`<label class="radio"
      ><input
        type="radio"
        name="on_row_errors"
        value=${o}
        .checked=${A(e.choices.on_row_errors===o)}
        ?disabled=${s.lockedOptions.includes("on_row_errors")}
        @change=${()=>i.set({choices:{...i.state.choices,on_row_errors:o}})}
      />${t(r)}</label
    >`;return d`<fieldset class="choice">
    <legend>${t("onErrors")}</legend>
    ${n("reject","onErrorsReject")}${n("skip","onErrorsSkip")}
  </fieldset>`}var mi={loading:Ie,start:ts,upload:qe,progress:Re,review:Ke,result:Qe,history:Ne},ss=["stepFile","stepCheck","stepResult"];function fi({view:i,imported:t}){return i==="review"?2:i==="progress"?t?.status==="importing"?3:2:i==="result"?t?.status==="completed"||t?.status==="failed"?3:2:1}function gi({say:i,state:t},e){let{imported:s,upload:n,isOwn:o}=t;return n?i("openUploading",{percent:i.percent(100*n.sent/n.size)}):!s||!o?e:s.status==="awaiting_confirmation"?i("openWaiting"):s.status==="importing"||s.status==="validating"?i("openImporting",{percent:i.percent(s.progress.percent)}):e}function is(i,t){let{say:e,state:s}=i,n=e((s.layout?.name??i.host.layout)==="learners"?"addUsers":"importUsers"),o=fi(s),r=t.isOpen?mi[s.view](i):{body:h,foot:h},l=(p,u)=>{let m=u+1,f=m<o||m===3&&o===3&&s.imported?.status==="completed";return d`<li class=${f?"done":""} aria-current=${yt(m===o?"step":void 0)}>
      <span class="dot" aria-hidden="true">${f?y("tick"):e.number(m)}</span>
      <span class="sr">${e("stepOf",{at:m,count:ss.length})} </span>${e(p)}
    </li>`},a=d`
    <div class="head">
      <h2 id="title" tabindex="-1">${n}</h2>
      <div class="tools">
        ${t.hasHistory&&s.view==="start"?d`<button type="button" id="history" class="plain with" @click=${()=>i.history()}>
              ${y("history")}<span>${e("past")}</span>
            </button>`:h}
        ${t.isInline?h:d`<button type="button" id="close" class="icon" aria-label=${e("close")} @click=${t.onClose}>
              ${y("close")}
            </button>`}
      </div>
      <ol class="steps" id="steps">
        ${ss.map(l)}
      </ol>
      <div class="sr" role="status" id="live">${s.live}</div>
    </div>
    <div class="body">${bi(i)}${wi(i)}${r.body}</div>
    <div class="foot">${r.foot}</div>
  `,c=t.onDrag;return d`
    ${t.hasButton&&!t.isInline?d`<button type="button" class="primary" id="open" part="button" @click=${t.onOpen}>
          ${gi(i,n)}
        </button>`:h}
    ${t.isInline?d`<section
          class="inline ${t.isOver?"over":""}"
          part="dialog"
          lang=${e.lang}
          dir="ltr"
          aria-labelledby="title"
          @dragenter=${c}
          @dragleave=${c}
          @dragover=${c}
          @drop=${c}
        >
          ${a}
        </section>`:d`<dialog
          class="${t.isPanel?"panel":""} ${t.isOver?"over":""}"
          part="dialog"
          aria-labelledby="title"
          lang=${e.lang}
          dir="ltr"
          @close=${t.onClosed}
          @dragenter=${c}
          @dragleave=${c}
          @dragover=${c}
          @drop=${c}
        >
          ${a}
        </dialog>`}
  `}function bi({say:i,state:t,api:e,host:s}){let{wait:n,now:o,view:r}=t;if(!n)return d`<div id="wait"></div>`;let l=Math.max(0,Math.round((n.until-o)/1e3));return d`<div id="wait">
    <div class="banner warn" role="status">
      ${y("warn")}<strong>${i(n.kind==="offline"&&r==="loading"?"unreachable":n.kind)}</strong>
      ${n.kind==="signIn"||!l?h:d`<p class="seconds small" aria-hidden="true">${i("nextTry",{seconds:l})}</p>`}
      <div class="row">
        <button type="button" @click=${()=>e.wake()}>${i("tryNow")}</button>
        ${r==="loading"?d`<button type="button" @click=${()=>s.close()}>${i("close")}</button>`:h}
      </div>
    </div>
  </div>`}function wi({say:i,state:t}){let{notice:e}=t;return e?d`<div id="notice" tabindex="-1">
    <div class="banner ${e.tone}" role="alert">
      ${y(e.tone||"info")}<strong>${e.text}</strong>
      ${e.detail?d`<p class="name">${b(e.detail)}</p>`:h}
      ${e.onRetry?d`<button type="button" @click=${e.onRetry}>${i("retry")}</button>`:h}
    </div>
  </div>`:d`<div id="notice"></div>`}var vi=500,Et=class extends q{static observedAttributes=["lang","layout","api","button","presentation","history"];#t=null;#e="";#s=0;#i;options={};lockedOptions=[];hiddenOptions=[];connectedCallback(){super.connectedCallback(),addEventListener("online",this.#n),addEventListener("beforeunload",this.#o),setTimeout(()=>this.#t?.watch(),vi)}disconnectedCallback(){this.#t?.end(),this.#t=null,clearInterval(this.#i),removeEventListener("online",this.#n),removeEventListener("beforeunload",this.#o)}get isOpen(){return this.#a||!!this.#r?.open}get import(){return this.#t?.state.imported??null}async open(t){await this.loading;let e=this.#r;!this.#t||e?.open||(e?.showModal(),this.toggleAttribute("open",!0),e&&this.root.getElementById("title")?.focus(),clearInterval(this.#i),this.#i=setInterval(()=>this.#t?.set({now:Date.now()}),1e3),await this.#t.open(t??this.getAttribute("import")??void 0))}close(){this.#r?.close()}get isBusy(){return this.isOpen&&!this.#a||!!this.#t?.isUploading}wake(){this.#t?.api.wake()}#n=()=>this.wake();#o=t=>this.#t?.isUploading&&t.preventDefault();get#r(){return this.root.querySelector("dialog")}get#a(){return this.getAttribute("presentation")==="inline"}begin(t){let e=this,{api:s}=this,n=this.getAttribute("layout")??"";this.#t?.end();let o={api:s,layout:n,memory:Le(`rollcall-import ${s} ${n}`),token:r=>e.tokenFor(r),render:()=>e.render(),focus:r=>e.#e=r,isOpen:()=>e.isOpen,close:()=>e.close(),emit:(r,l)=>e.emit(r,l),get options(){return e.options},get lockedOptions(){return e.lockedOptions},get hiddenOptions(){return e.hiddenOptions}};this.#t=new $t(o,t),this.#a&&queueMicrotask(()=>this.open())}view(){let t=this.#t,e=t.state.layout?.name??this.getAttribute("layout");return is(t,{isOpen:this.isOpen,isPanel:(this.getAttribute("presentation")??(e==="learners"?"panel":"dialog"))==="panel",isInline:this.#a,hasButton:this.getAttribute("button")!=="none",hasHistory:this.getAttribute("history")!=="none",isOver:this.#s>0,onOpen:()=>this.open(),onClose:()=>this.close(),onClosed:()=>this.#l(),onDrag:s=>this.#c(s)})}rendered(){if(!this.#e||!this.isOpen)return;let t=this.root.querySelector(this.#e);if(!t)return;let e=this.#e==="[data-focus]"||this.#e==="#title";this.#e="",t.focus({preventScroll:e}),e&&this.root.querySelector(".body")?.scrollTo(0,0)}#l(){this.toggleAttribute("open",!1),clearInterval(this.#i),this.#t?.closed(),this.render()}#c(t){t.preventDefault();let{view:e,imported:s}=this.#t?.state??{},n=e==="start"||e==="result"&&s?.status==="rejected",o={dragenter:this.#s+1,dragleave:this.#s-1,dragover:this.#s}[t.type]??0;if(this.#s=n?Math.max(0,o):0,t.type==="drop"&&n&&t.dataTransfer){let r=[...t.dataTransfer.files];e==="start"?this.#t?.check(r):this.#t?.replace(r)}t.type!=="dragover"&&this.render()}};var $i=50,Ot=class extends q{#t=null;#e=null;#s={items:[],cursor:null,isLoading:!1,isLoaded:!1,error:""};#i=0;connectedCallback(){super.connectedCallback(),document.addEventListener("rollcall-done",this.#n)}disconnectedCallback(){this.#i++,document.removeEventListener("rollcall-done",this.#n)}#n=()=>this.reload();wake(){this.#e?.wake()}begin(t){this.#t=t,this.#e=new D({base:this.api,lang:t.lang,token:e=>this.tokenFor(e),onWait:e=>e?.kind==="signIn"&&this.emit("rollcall-unauthorized")}),setTimeout(()=>this.reload())}async reload(){this.#i++,this.#s={...this.#s,cursor:null,isLoading:!1},await this.#o([])}async#o(t){let e=this.#i,s=()=>e===this.#i;this.#r({isLoading:!0,error:""});let n=this.#s.cursor?`&cursor=${encodeURIComponent(this.#s.cursor)}`:"";try{let o=await this.#e?.ask("GET",`/imports?limit=${$i}${n}`,{isWanted:s});this.#r({items:[...t,...o.items],cursor:o.next_cursor,isLoading:!1,isLoaded:!0})}catch(o){if(o instanceof k)return;this.#r({isLoading:!1,error:this.#t?.lang==="en"?String(o.message):this.#t?.("noAnswer")??""})}}#r(t){Object.assign(this.#s,t),this.render()}get state(){return this.#s}#a({import_id:t}){this.emit("rollcall-view",{import_id:t}),document.getElementById(this.getAttribute("for")??"")?.open?.(t)}view(){let t=this.#t;if(!t)return null;let{items:e,cursor:s,isLoading:n,isLoaded:o,error:r}=this.#s;return d`<section class="imports" lang=${t.lang} aria-label=${t("past")}>
      ${r?d`<div class="banner bad" role="alert">${y("bad")}<strong>${r}</strong></div>`:h}
      ${e.length?d`<ul class="past">
            ${e.map(l=>Ft(t,l,()=>this.#a(l)))}
          </ul>`:h}
      ${o&&!e.length?d`<p class="quiet" role="status">${t("pastEmpty")}</p>`:h}
      ${n?d`<p class="quiet small" role="status">${t("loading")}</p>`:h}
      ${s&&!n?d`<div class="row">
            <button type="button" id="more" @click=${()=>this.#o(e)}>${t("more")}</button>
          </div>`:h}
    </section>`}};var Qt=1e3,yi=1e3,xi=5,ns=["queued","already_invited","already_active","disabled","unknown"],_i=()=>({items:[],next:null,isLoading:!1,isSearching:!1,isLoaded:!1,filters:{q:"",company:"",status:"",invitation:""},isFilterOpen:!1,chosen:new Set,companies:[],ask:null,isInviting:!1,notice:null,sending:null,wait:null}),Ct=class{#t=0;constructor(t,e){this.host=t,this.say=e,this.state=_i(),this.api=new D({base:t.api,lang:e.lang,token:t.token,onWait:s=>{let n=s?.kind!==this.state.wait?.kind;this.set({wait:s}),n&&s?.kind==="signIn"&&t.emit("rollcall-unauthorized")}})}set(t){Object.assign(this.state,t),this.host.render()}get isFiltered(){return Object.values(this.state.filters).some(Boolean)}async load(t){this.#t++,this.set({filters:{...this.state.filters,...t},next:{by:"q",cursor:null},isLoading:!1}),await this.more(!0)}async more(t=!1){let e=this.#t,s=()=>e===this.#t;this.set({isLoading:!0});let n=t?[]:this.state.items;try{for(let o=!0;o||this.state.next&&!n.length;o=!1){let{next:r}=this.state;if(!r)break;let l=await this.api.ask("GET",`/users?${this.#e(r)}`,{isWanted:s}),a=new Set(n.map(({user_id:c})=>c));n=[...n,...l.items.filter(c=>r.by==="q"||!a.has(c.user_id))],this.set({items:n,next:this.#s(r,l.next_cursor),isLoaded:!0,isSearching:!n.length,...t&&o?{chosen:new Set}:{}})}}catch(o){this.#r(o),s()&&this.set({isLoading:!1,isSearching:!1});return}s()&&(this.set({isLoading:!1,isSearching:!1}),this.host.emit("rollcall-loaded"))}#e({by:t,cursor:e}){let s=new URLSearchParams({limit:"100"}),{q:n,...o}=this.state.filters;n&&s.set(t,n);for(let[r,l]of Object.entries(o))l&&s.set(r,l);return e&&s.set("cursor",e),s}#s({by:t},e){if(e)return{by:t,cursor:e};let{q:s}=this.state.filters;return t==="q"&&s&&!s.includes("@")?{by:"name",cursor:null}:null}async companies(){try{let t="";for(let e=0;e<xi;e++){let{companies:s,next_cursor:n}=await this.api.ask("GET",`/catalog?limit=1000${t&&`&cursor=${encodeURIComponent(t)}`}`);if(this.set({companies:[...this.state.companies,...s.map(o=>o.name)]}),!n)break;t=n}}catch{}}companyOf(t){let e=t.trim(),{companies:s}=this.state;if(!e||s.includes(e))return e;let n=s.filter(o=>o.toLowerCase().includes(e.toLowerCase()));return n.length===1?n[0]:e}choose({email:t},e){let s=new Set(this.state.chosen);e?s.add(t):s.delete(t),this.set({chosen:s})}chooseAll(t){this.set({chosen:new Set(t?this.state.items.map(({email:e})=>e):[])})}inviteChosen(){let t=[...this.state.chosen];return this.#i(Array.from({length:Math.ceil(t.length/Qt)},(e,s)=>({emails:t.slice(s*Qt,(s+1)*Qt)})))}async inviteAll(){let{company:t}=this.state.filters,e={all_uninvited:!0,...t?{company:t}:{}};this.set({isInviting:!0,notice:null});try{let s=await this.api.ask("POST","/invitations",{body:{...e,dry_run:!0}});s.queued?this.set({ask:{counts:s,bodies:[e]}}):this.#n(s,[])}catch(s){this.#o(s)}this.set({isInviting:!1})}async confirmed(){let{ask:t}=this.state;this.set({ask:null}),t&&await this.#i(t.bodies)}async again(){let t=this.state.notice?.again;t&&await this.#i(t.map(e=>({...e,resend:!0})))}async#i(t){let e=Object.fromEntries(ns.map(n=>[n,0])),s=!1;this.set({isInviting:!0,notice:null});try{for(let n of t){let o=await this.api.ask("POST","/invitations",{body:n}),r=o.run_id;for(;r&&o.status!=="completed"&&o.status!=="failed";)this.set({notice:{text:this.say("running",{queued:o.queued??0}),isBad:!1}}),await this.api.pause(yi),o=await this.api.ask("GET",`/invitations/${r}`);s||=o.status==="failed";for(let l of ns)e[l]+=o[l]??0;this.set({sending:o.sending??null})}s?this.set({notice:{text:this.say("runFailed",e),isBad:!0}}):this.#n(e,t),await this.load()}catch(n){this.#o(n)}this.set({isInviting:!1})}#n(t,e){let s=e.filter(n=>n.emails&&!n.resend);this.set({notice:{text:this.say("invited",t),isBad:!1,...t.already_invited&&s.length?{again:s}:{}}})}#o(t){t instanceof C&&t.status===404?this.set({notice:{text:this.say("noMails"),isBad:!0}}):this.#r(t)}#r(t){if(t instanceof k)return;let s=t instanceof C?this.say.lang==="en"?t.message:this.say("refused",{code:t.code??String(t.status)}):this.say("noAnswer");this.set({notice:{text:s,isBad:!0}})}async resume(){try{this.set({sending:await this.api.ask("POST","/invitations/resume")})}catch(t){this.#r(t)}}end(){this.#t++}};var ki=["pending","active","disabled"],Ai=["none","held","queued","sending","sent","delivered","bounced","complained","unconfirmed","accepted","expired"];function os(i){let{say:t}=i;return d`<div class="users" lang=${t.lang}>
    ${Si(i)}${Ti(i)}${Ei(i)}${Oi(i)}${Ci(i)}${Mi(i)}
  </div>`}function Si(i){let{say:t,state:e}=i,{sending:s}=e,n=s?.status==="stopped";return d`<div class="banner warn" id="sending" role="status" ?hidden=${!n}>
    ${n?d`${y("warn")}<span>${t(`stopped_${s.reason??"account"}`,s)}</span> ${s.reason==="bounces"?d`<button type="button" id="resume" @click=${()=>i.resume()}>${t("resume")}</button>`:h}`:h}
  </div>`}function Ti(i){let{say:t,state:e}=i,{filters:s,companies:n}=e,o=a=>{a.preventDefault();let c=a.currentTarget,p=u=>c.elements.namedItem(u).value.trim();i.set({notice:null}),i.load({q:p("q"),company:i.companyOf(p("company")),status:p("status"),invitation:p("invitation")})},r=a=>a.currentTarget.form?.requestSubmit(),l=(a,c,p)=>d`<label
      ><span>${t(a)}</span
      ><select id=${a} name=${a} @change=${r}>
        <option value="">${t("all")}</option>
        ${c.map(u=>d`<option value=${u} .selected=${A(s[a]===u)}>
              ${t(u==="none"?p:u)}
            </option>`)}
      </select></label
    >`;return d`<form id="filters" role="search" class=${e.isFilterOpen?"open":""} @submit=${o}>
    <label class="wide"
      ><span>${t("q")}</span
      ><input id="q" name="q" type="search" autocomplete="off" spellcheck="false" .value=${s.q}
    /></label>
    <button type="submit" id="search">${t("search")}</button>
    <button
      type="button"
      id="toggle-filters"
      aria-expanded=${e.isFilterOpen?"true":"false"}
      @click=${()=>i.set({isFilterOpen:!e.isFilterOpen})}
    >
      ${t("filters")}
    </button>
    <label
      ><span>${t("company")}</span
      ><input
        id="company"
        name="company"
        type="search"
        list="companies"
        autocomplete="off"
        .value=${s.company}
        @change=${r}
    /></label>
    <datalist id="companies">${n.map(a=>d`<option value=${a}></option>`)}</datalist>
    ${l("status",ki,"none")}${l("invitation",Ai,"notInvited")}
  </form>`}function Ei({say:i,state:t,api:e}){let{wait:s}=t;return!s||s.kind==="signIn"?h:d`<div class="banner warn" role="status">
    ${y("warn")}<strong>${i(s.kind)}</strong
    ><button type="button" @click=${()=>e.wake()}>${i("tryNow")}</button>
  </div>`}function Oi(i){let{say:t,state:e}=i,{chosen:s,items:n,isInviting:o,notice:r,filters:l}=e,a=!!(l.q||l.status||l.invitation);return d`<div class="bar">
    <label class="radio"
      ><input
        type="checkbox"
        id="all"
        ?disabled=${!n.length}
        .checked=${A(n.length>0&&s.size===n.length)}
        .indeterminate=${A(s.size>0&&s.size<n.length)}
        @change=${c=>i.chooseAll(c.currentTarget.checked)}
      />${t("selectAll")}</label
    >
    ${s.size?d`<span class="quiet" id="count">${t("chosenCount",{count:s.size})}</span>`:d`<span id="count"></span>`}
    <button
      type="button"
      id="invite"
      class=${s.size?"primary":""}
      ?disabled=${!s.size||o}
      @click=${()=>i.inviteChosen()}
    >
      ${t("invite")}
    </button>
    <button
      type="button"
      id="invite-all"
      class="plain push"
      ?disabled=${o||a}
      title=${a?t("inviteAllFiltered"):""}
      @click=${()=>i.inviteAll()}
    >
      ${t("inviteAll")}
    </button>
    <div id="notice" role="status" class=${r?.isBad?"tone bad":""}>
      ${r?.text??""}
      ${r?.again?d`<button type="button" id="again" class="plain" @click=${()=>i.again()}>
            ${t("sendAgain")}
          </button>`:h}
    </div>
  </div>`}function Ci(i){let{say:t,state:e}=i,{ask:s}=e;if(!s)return h;let n=s.counts.queued,o=s.bodies[0].company,r=!!s.counts.truncated;return d`<div class="banner warn" id="ask" role="alertdialog" aria-labelledby="ask-text">
    ${y("warn")}<strong id="ask-text"
      >${o?t(r?"askCompanyMore":"askCompany",{count:n,company:o}):t(r?"askAllMore":"askAll",{count:n})}</strong
    >
    <div class="row">
      <button type="button" id="ask-send" class="primary" @click=${()=>i.confirmed()}>
        ${r?t("askSendMore",{count:n}):t("askSend",{count:n})}
      </button>
      <button type="button" id="ask-cancel" @click=${()=>i.set({ask:null})}>${t("cancel")}</button>
    </div>
  </div>`}function Mi(i){let{say:t,state:e}=i,{items:s,next:n,isLoading:o,isSearching:r,isLoaded:l}=e,a=l&&!s.length&&!n&&!o;return d`
    <div class="scroll" tabindex="0" role="region" aria-label=${t("users")} ?hidden=${!s.length}>
      <table class="people">
        <thead>
          <tr>
            <th scope="col"><span class="sr">${t("selectColumn")}</span></th>
            <th scope="col">${t("user")}</th>
            <th scope="col">${t("company")}</th>
            <th scope="col">${t("status")}</th>
            <th scope="col">${t("invitation")}</th>
          </tr>
        </thead>
        <tbody id="users">
          ${St(s,({user_id:c,email:p})=>c+p,c=>zi(i,c))}
        </tbody>
      </table>
    </div>
    ${r||o&&!l?d`<p class="quiet" role="status">${t("searching")}</p>`:h}
    <div id="empty" class="empty" role="status" ?hidden=${!a}>
      <strong>${t(i.isFiltered?"noMatch":"empty")}</strong>
      <p class="quiet">${t(i.isFiltered?"noMatchHelp":"emptyHelp")}</p>
      ${i.isFiltered?d`<button
            type="button"
            id="clear"
            @click=${()=>i.load({q:"",company:"",status:"",invitation:""})}
          >
            ${t("clear")}
          </button>`:d`<slot name="empty"></slot>`}
    </div>
    <div>
      <button
        type="button"
        id="more"
        ?hidden=${!n||!s.length}
        aria-disabled=${o?"true":"false"}
        @click=${()=>!o&&i.more()}
      >
        ${t("more")}
      </button>
    </div>
  `}function zi(i,t){let{say:e,state:s}=i,{name:n,last_name:o,email:r,company:l,cohort:a,status:c,invitation:p}=t;return d`<tr>
    <td>
      <label
        ><input
          type="checkbox"
          value=${r}
          aria-label=${e("select",{name:r})}
          .checked=${A(s.chosen.has(r))}
          @change=${u=>i.choose(t,u.currentTarget.checked)}
      /></label>
    </td>
    <td>
      <div>${b([n,o].filter(Boolean).join(" "))}</div>
      <div class="quiet small">${b(r)}</div>
    </td>
    <td>
      <div>${b(l||"–")}</div>
      ${a?d`<div class="quiet small">${b(a)}</div>`:h}
    </td>
    <td><span class="badge ${c}">${e(c)}</span></td>
    <td><span class="sr">${e("invitation")}: </span>${e(p==="none"?"notInvited":p)}</td>
  </tr>`}var Mt=class extends q{#t=null;connectedCallback(){super.connectedCallback(),document.addEventListener("rollcall-done",this.#e),document.addEventListener("rollcall-invited",this.#e)}disconnectedCallback(){this.#t?.end(),this.#t=null,document.removeEventListener("rollcall-done",this.#e),document.removeEventListener("rollcall-invited",this.#e)}#e=()=>this.reload();async reload(){await this.#t?.load()}wake(){this.#t?.api.wake()}begin(t){let e=this.#t?.state.filters;this.#t?.end();let s={api:this.api,token:n=>this.tokenFor(n),render:()=>this.render(),emit:n=>this.emit(n)};this.#t=new Ct(s,t),setTimeout(()=>{this.#t?.load(e),this.#t?.companies()})}view(){return this.#t?os(this.#t):null}};var Li={"rollcall-import":Et,"rollcall-imports":Ot,"rollcall-users":Mt};for(let[i,t]of Object.entries(Li))customElements.get(i)||customElements.define(i,t);
