var Bt=globalThis,ht=Bt.trustedTypes,oe=ht?ht.createPolicy("lit-html",{createHTML:s=>s}):void 0,Ht="$lit$",z=`lit$${Math.random().toFixed(9).slice(2)}$`,Ut="?"+z,$s=`<${Ut}>`,U=document,nt=()=>U.createComment(""),ot=s=>s===null||typeof s!="object"&&typeof s!="function",jt=Array.isArray,ue=s=>jt(s)||typeof s?.[Symbol.iterator]=="function",Dt=`[ 	
\f\r]`,it=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,re=/-->/g,ae=/>/g,B=RegExp(`>|${Dt}(?:([^\\s"'>=/]+)(${Dt}*=${Dt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),le=/'/g,ce=/"/g,pe=/^(?:script|style|textarea|title)$/i,Vt=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),d=Vt(1),he=Vt(2),tn=Vt(3),E=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),de=new WeakMap,H=U.createTreeWalker(U,129);function me(s,t){if(!jt(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return oe!==void 0?oe.createHTML(t):t}var fe=(s,t)=>{let e=s.length-1,i=[],n,o=t===2?"<svg>":t===3?"<math>":"",r=it;for(let l=0;l<e;l++){let a=s[l],c,u,p=-1,m=0;for(;m<a.length&&(r.lastIndex=m,u=r.exec(a),u!==null);)m=r.lastIndex,r===it?u[1]==="!--"?r=re:u[1]!==void 0?r=ae:u[2]!==void 0?(pe.test(u[2])&&(n=RegExp("</"+u[2],"g")),r=B):u[3]!==void 0&&(r=B):r===B?u[0]===">"?(r=n??it,p=-1):u[1]===void 0?p=-2:(p=r.lastIndex-u[2].length,c=u[1],r=u[3]===void 0?B:u[3]==='"'?ce:le):r===ce||r===le?r=B:r===re||r===ae?r=it:(r=B,n=void 0);let f=r===B&&s[l+1].startsWith("/>")?" ":"";o+=r===it?a+$s:p>=0?(i.push(c),a.slice(0,p)+Ht+a.slice(p)+z+f):a+z+(p===-2?l:f)}return[me(s,o+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},rt=class s{constructor({strings:t,_$litType$:e},i){let n;this.parts=[];let o=0,r=0,l=t.length-1,a=this.parts,[c,u]=fe(t,e);if(this.el=s.createElement(c,i),H.currentNode=this.el.content,e===2||e===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(n=H.nextNode())!==null&&a.length<l;){if(n.nodeType===1){if(n.hasAttributes())for(let p of n.getAttributeNames())if(p.endsWith(Ht)){let m=u[r++],f=n.getAttribute(p).split(z),g=/([.?@])?(.*)/.exec(m);a.push({type:1,index:o,name:g[2],strings:f,ctor:g[1]==="."?ft:g[1]==="?"?gt:g[1]==="@"?bt:V}),n.removeAttribute(p)}else p.startsWith(z)&&(a.push({type:6,index:o}),n.removeAttribute(p));if(pe.test(n.tagName)){let p=n.textContent.split(z),m=p.length-1;if(m>0){n.textContent=ht?ht.emptyScript:"";for(let f=0;f<m;f++)n.append(p[f],nt()),H.nextNode(),a.push({type:2,index:++o});n.append(p[m],nt())}}}else if(n.nodeType===8)if(n.data===Ut)a.push({type:2,index:o});else{let p=-1;for(;(p=n.data.indexOf(z,p+1))!==-1;)a.push({type:7,index:o}),p+=z.length-1}o++}}static createElement(t,e){let i=U.createElement("template");return i.innerHTML=t,i}};function j(s,t,e=s,i){if(t===E)return t;let n=i!==void 0?e._$Co?.[i]:e._$Cl,o=ot(t)?void 0:t._$litDirective$;return n?.constructor!==o&&(n?._$AO?.(!1),o===void 0?n=void 0:(n=new o(s),n._$AT(s,e,i)),i!==void 0?(e._$Co??=[])[i]=n:e._$Cl=n),n!==void 0&&(t=j(s,n._$AS(s,t.values),n,i)),t}var mt=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,n=(t?.creationScope??U).importNode(e,!0);H.currentNode=n;let o=H.nextNode(),r=0,l=0,a=i[0];for(;a!==void 0;){if(r===a.index){let c;a.type===2?c=new K(o,o.nextSibling,this,t):a.type===1?c=new a.ctor(o,a.name,a.strings,this,t):a.type===6&&(c=new wt(o,this,t)),this._$AV.push(c),a=i[++l]}r!==a?.index&&(o=H.nextNode(),r++)}return H.currentNode=U,n}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},K=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,n){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=j(this,t,e),ot(t)?t===h||t==null||t===""?(this._$AH!==h&&this._$AR(),this._$AH=h):t!==this._$AH&&t!==E&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ue(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==h&&ot(this._$AH)?this._$AA.nextSibling.data=t:this.T(U.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,n=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=rt.createElement(me(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(e);else{let o=new mt(n,this),r=o.u(this.options);o.p(e),this.T(r),this._$AH=o}}_$AC(t){let e=de.get(t.strings);return e===void 0&&de.set(t.strings,e=new rt(t)),e}k(t){jt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,n=0;for(let o of t)n===e.length?e.push(i=new s(this.O(nt()),this.O(nt()),this,this.options)):i=e[n],i._$AI(o),n++;n<e.length&&(this._$AR(i&&i._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=t.nextSibling;t.remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},V=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,n,o){this.type=1,this._$AH=h,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=o,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=h}_$AI(t,e=this,i,n){let o=this.strings,r=!1;if(o===void 0)t=j(this,t,e,0),r=!ot(t)||t!==this._$AH&&t!==E,r&&(this._$AH=t);else{let l=t,a,c;for(t=o[0],a=0;a<o.length-1;a++)c=j(this,l[i+a],e,a),c===E&&(c=this._$AH[a]),r||=!ot(c)||c!==this._$AH[a],c===h?t=h:t!==h&&(t+=(c??"")+o[a+1]),this._$AH[a]=c}r&&!n&&this.j(t)}j(t){t===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},ft=class extends V{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===h?void 0:t}},gt=class extends V{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==h)}},bt=class extends V{constructor(t,e,i,n,o){super(t,e,i,n,o),this.type=5}_$AI(t,e=this){if((t=j(this,t,e,0)??h)===E)return;let i=this._$AH,n=t===h&&i!==h||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,o=t!==h&&(i===h||n);n&&this.element.removeEventListener(this.name,this,i),o&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},wt=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){j(this,t)}},ge={M:Ht,P:z,A:Ut,C:1,L:fe,R:mt,D:ue,V:j,I:K,H:V,N:gt,U:bt,B:ft,F:wt},vs=Bt.litHtmlPolyfillSupport;vs?.(rt,K),(Bt.litHtmlVersions??=[]).push("3.3.1");var be=(s,t,e)=>{let i=e?.renderBefore??t,n=i._$litPart$;if(n===void 0){let o=e?.renderBefore??null;i._$litPart$=n=new K(t.insertBefore(nt(),o),o,void 0,e??{})}return n._$AI(s),n};var we=':host{--_accent: var(--rollcall-accent, light-dark(#1d57b5, #8fb8ff));--_on-accent: var(--rollcall-on-accent, light-dark(#fff, #0b1730));--_surface: var(--rollcall-surface, light-dark(#fff, #171b22));--_soft: var(--rollcall-soft, light-dark(#f4f6f9, #212732));--_text: var(--rollcall-text, light-dark(#1a1f29, #eceff4));--_quiet: var(--rollcall-quiet, light-dark(#525c6e, #b3bccb));--_line: var(--rollcall-line, light-dark(#868f9e, #7d8798));--_bad: var(--rollcall-bad, light-dark(#a81f1f, #ff9c94));--_good: var(--rollcall-good, light-dark(#15663a, #7fdba3));--_warn: var(--rollcall-warn, light-dark(#7a4b00, #f5c56b));--_radius: var(--rollcall-radius, 8px);--_hair: color-mix(in srgb, var(--_line) 38%, var(--_surface));display:inline-block;font:var(--rollcall-font, 1rem/1.5 system-ui, sans-serif);color:var(--_text)}:host([theme="light"]){color-scheme:light}:host([theme="dark"]){color-scheme:dark}:host(:is(rollcall-users,rollcall-imports,[presentation="inline"])){display:block}@media(prefers-contrast:more){:host{--_hair: var(--_line);--_quiet: var(--_text)}}*{box-sizing:border-box}[hidden]{display:none!important}svg{inline-size:20px;block-size:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}bdi{overflow-wrap:anywhere}button{font:inherit;font-weight:600;line-height:1.25;min-height:44px;padding:8px 16px;border-radius:var(--_radius);border:1px solid var(--_line);background:var(--_surface);color:var(--_text);cursor:pointer;max-width:100%;overflow-wrap:anywhere;transition:background-color .12s,border-color .12s}button:hover:enabled{background:var(--_soft);border-color:var(--_text)}button:active:enabled{background:var(--_hair)}button.primary{background:var(--_accent);border-color:var(--_accent);color:var(--_on-accent)}button.primary:hover:enabled{background:color-mix(in srgb,var(--_accent) 88%,var(--_text));border-color:transparent}button.danger{--_accent: var(--_bad);--_on-accent: var(--_surface)}button:disabled{cursor:default;color:var(--_quiet);background:var(--_soft);border-color:var(--_hair)}button.plain,button.icon{border-color:transparent;background:none}button.plain{color:var(--_accent);padding-inline:8px;margin-inline:-8px;text-align:start}button.plain:hover:enabled{border-color:transparent;text-decoration:underline;background:none}button.icon:hover:enabled{border-color:transparent;background:var(--_soft);color:var(--_text)}button.icon{display:grid;place-items:center;min-width:44px;padding:0;margin-inline-end:-12px;color:var(--_quiet)}button.with{display:inline-flex;align-items:center;gap:8px}:focus-visible{outline:3px solid var(--_accent);outline-offset:2px}h2:focus,h3:focus,[data-focus]:focus,#notice:focus{outline:none}del{text-decoration-color:var(--_bad);color:var(--_quiet)}ins{text-decoration:none;font-weight:600}input:not([type=checkbox],[type=radio]),select{font:inherit;min-height:44px;padding:6px 12px;border:1px solid var(--_line);border-radius:var(--_radius);background:var(--_surface);color:var(--_text);max-width:100%}input[type=number]{inline-size:5em;padding-inline-end:8px}input::placeholder{color:var(--_quiet);opacity:1}input[type=checkbox],input[type=radio]{appearance:none;flex:none;display:grid;place-items:center;inline-size:20px;block-size:20px;margin:2px 0;border:1.5px solid var(--_line);border-radius:5px;background:var(--_surface);cursor:pointer}input[type=radio]{border-radius:50%}input:is([type=checkbox],[type=radio]):is(:checked,:indeterminate){background:var(--_accent);border-color:var(--_accent)}input[type=checkbox]:checked:before{content:"";inline-size:10px;block-size:5px;border:solid var(--_on-accent);border-width:0 0 2.5px 2.5px;rotate:-45deg;translate:0 -1.5px}input[type=checkbox]:indeterminate:before{content:"";inline-size:10px;block-size:2.5px;background:var(--_on-accent)}input[type=radio]:checked:before{content:"";inline-size:8px;block-size:8px;border-radius:50%;background:var(--_on-accent)}input:disabled{cursor:default;opacity:.6}dialog{inline-size:min(800px,calc(100% - 32px));max-inline-size:none;block-size:min(760px,calc(100dvh - 48px));max-block-size:none;padding:0;border:1px solid var(--_hair);border-radius:calc(var(--_radius) * 1.75);background:var(--_surface);color:var(--_text);overflow:hidden;text-align:start;box-shadow:0 24px 64px #0a0e1647}dialog[open],.inline{display:grid;grid-template:auto minmax(0,1fr) auto / minmax(0,1fr);gap:0}.inline{border:1px solid var(--_hair);border-radius:calc(var(--_radius) * 1.75);background:var(--_surface);overflow:hidden}dialog.panel{margin-block:0;margin-inline:auto 0;inline-size:min(640px,100%);block-size:100dvh;max-block-size:none;border-radius:0;border-width:0;border-inline-start-width:1px}:host(:dir(rtl)) dialog.panel{margin-inline:0 auto;border-inline-width:0 1px}dialog::backdrop{background:#0a0e1680}.head{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 16px;align-items:center;padding:12px 24px 14px;border-block-end:1px solid var(--_hair)}.tools{display:flex;gap:4px;align-items:center}.tools svg{inline-size:18px;block-size:18px}h2{font-size:1.25em;line-height:1.3;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}h3{font-size:1em;line-height:1.4;margin:0}ol.steps{grid-column:1 / -1;display:flex;gap:8px 12px;list-style:none;margin:6px 0 0;padding:0;font-size:.875em;color:var(--_quiet)}.steps li{display:flex;gap:8px;align-items:center;overflow-wrap:anywhere}.steps li+li:before{content:"";inline-size:clamp(8px,3vw,32px);block-size:1px;margin-inline-end:4px;background:var(--_line)}.steps .dot{display:grid;place-items:center;flex:none;inline-size:24px;block-size:24px;border:1.5px solid var(--_line);border-radius:50%;font-weight:600;font-size:.9286em;line-height:1;font-variant-numeric:tabular-nums}.steps li[aria-current]{color:var(--_text);font-weight:600}.steps li[aria-current] .dot{border-color:var(--_accent);background:var(--_accent);color:var(--_on-accent)}.steps .done .dot{border-color:var(--_good);background:none;color:var(--_good)}.steps .dot svg{inline-size:16px;block-size:16px;stroke-width:2.25}.body{padding:20px 24px 24px;display:grid;grid-template-columns:minmax(0,1fr);align-content:start;gap:24px;overflow:auto;overscroll-behavior:contain;scrollbar-width:thin}.body:focus-visible{outline-offset:-4px}.foot{display:flex;flex-wrap:wrap;gap:12px;align-items:center;justify-content:flex-end;padding:16px 24px;border-block-start:1px solid var(--_hair)}.foot:empty{display:none}.foot>.quiet:first-child,.foot>.first{margin-inline-end:auto}.foot>.mailnote{order:-1;flex-basis:100%;text-align:end}.foot>.first{color:var(--_quiet)}.foot>.plain.first{margin-inline-start:-8px}section{display:grid;grid-template-columns:minmax(0,1fr);gap:12px}p,ul{margin:0;padding:0}p{overflow-wrap:anywhere;text-wrap:pretty}p:empty,.list:empty{display:none}.quiet{color:var(--_quiet)}.small{font-size:.875em}.row{display:flex;flex-wrap:wrap;gap:12px;align-items:center}.row:not(:has(>:not([hidden]))){display:none}.spread{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;justify-content:space-between}.sr{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.drop{cursor:pointer;border:2px dashed var(--_line);border-radius:calc(var(--_radius) * 1.25);padding:16px;display:grid;gap:6px;justify-items:center;text-align:center;background:var(--_soft);transition:border-color .12s}.drop>svg{inline-size:28px;block-size:28px;color:var(--_quiet)}.drop:hover{border-color:var(--_accent)}.drop.small{padding-block:16px}.over .drop{border-color:var(--_accent);border-style:solid;background:color-mix(in srgb,var(--_accent) 10%,var(--_surface))}.file{display:grid;grid-template-columns:auto minmax(0,1fr) auto;gap:0 12px;align-items:center;padding:10px 8px 10px 16px;border:1px solid var(--_hair);border-radius:var(--_radius);background:var(--_soft);text-align:start}.over .file{border-color:var(--_accent);outline:1px solid var(--_accent)}.file>:is(svg,.tone){grid-row:1 / 3;color:var(--_quiet);display:grid}.file>.tone{color:var(--_tone)}.file>.name{grid-column:2;align-self:end}.file>#check{grid-column:2;align-self:start}.file>button{grid-area:1 / 3 / 3 / 4;margin:0}.file>progress{grid-column:1 / -1;margin-block-start:8px}.name{overflow-wrap:anywhere;font-weight:600}.options{border:1px solid var(--_hair);border-radius:var(--_radius)}.option{display:grid;grid-template-columns:20px minmax(0,1fr);gap:0 12px;padding:8px 16px}.option+*{border-block-start:1px solid var(--_hair)}.option label{font-weight:600;cursor:pointer}.option p{grid-column:2}fieldset.choice{display:flex;flex-wrap:wrap;gap:4px 24px;border:0;margin:0;padding:10px 16px 10px 48px}legend{float:inline-start;inline-size:100%;padding:0;font-weight:600}label.radio{display:inline-flex;gap:10px;align-items:center;min-height:36px;cursor:pointer}label.count{display:inline-flex;flex-wrap:wrap;gap:8px;align-items:center}.encoding{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;justify-items:start;padding:14px 16px;border:1px solid color-mix(in srgb,var(--_warn) 45%,var(--_surface));border-radius:var(--_radius)}.encoding select{max-inline-size:100%}.samples{font-weight:600}.facts{display:grid;gap:2px}.facts button{margin-block:-8px}.template{display:flex;flex-wrap:wrap;gap:8px 10px;align-items:center}.template>details>summary{padding-inline:8px}.template>details{margin-inline-start:auto;border-color:transparent}.template>details[open]{flex-basis:100%;border-color:var(--_hair)}.inset{padding:12px 16px 0}progress{appearance:none;display:block;inline-size:100%;block-size:10px;border:0;border-radius:5px;background:var(--_hair);overflow:hidden}progress::-webkit-progress-bar{background:var(--_hair)}progress::-webkit-progress-value{background:var(--_accent);border-radius:5px;transition:inline-size .3s}progress::-moz-progress-bar{background:var(--_accent);border-radius:5px}.work{gap:16px;padding-block:16px}.work>:not(progress,h3){animation:appear 0s .5s backwards}@keyframes appear{0%{visibility:hidden}}.work .spread>b{font-size:1.75em;line-height:1.2;font-variant-numeric:tabular-nums}.pulse{display:flex;gap:10px;align-items:baseline}.pulse:before{content:"";flex:none;inline-size:8px;block-size:8px;border-radius:50%;background:var(--_good);animation:pulse 1.6s infinite}.pulse.stuck{color:var(--_warn);font-weight:600}.pulse.stuck:before{background:var(--_warn);animation:none}@keyframes pulse{50%{opacity:.25}}.banner{display:grid;grid-template-columns:auto minmax(0,1fr);gap:4px 12px;padding:14px 16px;border-radius:var(--_radius);border:1px solid var(--_hair);background:var(--_soft);overflow-wrap:anywhere}.banner>svg{margin-block-start:2px}.banner>:not(svg){grid-column:2}.banner>svg+*{grid-row:1}.banner>:is(button,.row){justify-self:start;margin-block-start:8px}.banner>button.plain{margin-block:0 -8px}.banner>p:empty{display:none}.banner:not(:has(>svg))>*{grid-column:1 / -1}.bad{--_tone: var(--_bad)}.good{--_tone: var(--_good)}.warn{--_tone: var(--_warn)}.banner:is(.bad,.good,.warn){border-color:color-mix(in srgb,var(--_tone) 45%,var(--_surface));background:light-dark(color-mix(in srgb,var(--_tone) 7%,var(--_surface)),color-mix(in srgb,var(--_tone) 14%,var(--_surface)))}.banner:is(.bad,.good,.warn)>:is(svg,strong),.tone{color:var(--_tone)}#wait:empty,#notice:empty{display:none}#wait,#notice{display:grid;gap:12px}.counts{display:flex;gap:0;overflow-x:auto;overflow-y:hidden;scrollbar-width:none;box-shadow:inset 0 -1px var(--_hair)}.counts button{flex:none;font-weight:400;font-size:.9375em;padding:6px 9px;border:0;border-block-end:3px solid transparent;border-radius:0;background:none;color:var(--_text)}.counts button:focus-visible{outline-offset:-3px}.counts button:hover:enabled{background:var(--_soft)}.counts b{font-variant-numeric:tabular-nums}.counts button[aria-selected=true]{border-color:var(--_accent);font-weight:600}.counts button:disabled{background:none;color:var(--_quiet)}.counts .tone b{color:var(--_tone)}label.search{position:relative;display:block}label.search svg{position:absolute;inset-inline-start:12px;inset-block:0;margin-block:auto;color:var(--_quiet)}label.search input{inline-size:100%;padding-inline-start:40px}.scroll{overflow-x:auto;border:1px solid var(--_hair);border-radius:var(--_radius)}table{border-collapse:collapse;inline-size:100%;font-size:.875em}th,td{text-align:start;vertical-align:top;padding:10px 12px;border-block-end:1px solid var(--_hair);overflow-wrap:anywhere;unicode-bidi:isolate}td>div{unicode-bidi:isolate}tbody tr:last-child td{border-block-end:0}th:first-child{white-space:nowrap}th{color:var(--_quiet);font-weight:600;background:var(--_soft)}.num{font-variant-numeric:tabular-nums;white-space:nowrap}table.rows :is(th,td):nth-child(2){inline-size:40%}table.rows :is(th,td):nth-child(3){inline-size:24%}table.cells :is(th,td){white-space:nowrap;max-inline-size:22em;overflow:hidden;text-overflow:ellipsis;padding:6px 12px}table.header{table-layout:fixed;min-inline-size:420px}table.header th[scope=row]{background:none;color:var(--_text);white-space:normal}table.header select{inline-size:100%}tr:is(.near,.unknown,.double,.missing) th[scope=row]{box-shadow:inset 3px 0 var(--_bad)}details{border:1px solid var(--_hair);border-radius:var(--_radius)}summary{display:flex;gap:12px;align-items:center;padding:10px 16px;min-height:44px;cursor:pointer;font-weight:600;overflow-wrap:anywhere;list-style:none;border-radius:var(--_radius)}summary::-webkit-details-marker{display:none}summary:hover{background:var(--_soft)}summary>span:first-of-type{flex:1;min-inline-size:0}summary:after{content:"";flex:none;inline-size:8px;block-size:8px;margin-inline:4px;border:solid var(--_quiet);border-width:0 2px 2px 0;rotate:45deg;translate:0 -2px;transition:rotate .15s}details[open]>summary:after{rotate:225deg;translate:0 2px}details[open]>summary{border-block-end:1px solid var(--_hair);border-end-start-radius:0;border-end-end-radius:0}details>ul{list-style:none;padding:4px 16px}details>ul>li{padding-block:10px;overflow-wrap:anywhere}details>ul>li+li{border-block-start:1px solid var(--_hair)}li.problem{display:grid;gap:8px}.says{display:grid;gap:0}.says .num{white-space:normal}.fix,.pick{display:flex;flex-wrap:wrap;gap:8px;align-items:center}.fix{font-size:.9375em}.fix>button.plain{margin:0}.fix :is(button,input){min-height:40px;padding-block:4px}.pick{flex:0 1 auto}.pick input{inline-size:14em;flex:1 1 10em;min-inline-size:0}.pick:invalid input{border-color:var(--_bad)}output:empty{display:none}.suggestion{border-color:var(--_accent);color:var(--_accent)}.chosen{padding-inline-start:2px}.chosen>.tone{display:grid}.chosen>span{overflow-wrap:anywhere;min-inline-size:0}.plainlist{list-style:none;display:grid;gap:4px;max-block-size:14em;overflow:auto}.path{grid-template-columns:repeat(2,minmax(0,1fr));gap:16px;counter-reset:path}.path>:not(input){display:grid;gap:10px;align-content:start;justify-items:start;padding:16px;text-align:start;border:1px solid var(--_hair);border-radius:var(--_radius);background:none}.path>.drop{border:2px dashed var(--_line);font-size:1em}.path p{min-block-size:3em}.path p:before{counter-increment:path;content:counter(path) ". ";font-weight:600}.exports{gap:2px;border-block-start:1px solid var(--_hair);padding-block-start:16px}.exports .row{gap:0 20px}details>.row{padding:0 16px 12px}.list{display:grid;gap:8px}.badge{display:inline-block;border:1px solid var(--_tone, var(--_line));color:var(--_tone, var(--_quiet));border-radius:99px;padding:0 10px;font-size:.8125em;font-weight:600;line-height:1.6;white-space:nowrap}ul.past{list-style:none;border-block-start:1px solid var(--_hair)}.past li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 16px;align-items:center;border-block-end:1px solid var(--_hair);padding-block:4px}.past button.plain{font-weight:400;justify-self:start}.past .small{grid-column:1;margin-block:-8px 6px}.past button.small{min-height:32px;margin-block:-6px 4px}.past .badge{grid-area:1 / 2 / 3 / 3}.badge{background:light-dark(color-mix(in srgb,var(--_tone, var(--_line)) 8%,transparent),color-mix(in srgb,var(--_tone, var(--_line)) 16%,transparent));border-color:transparent!important}.badge.active{--_tone: var(--_good)}.badge.pending{--_tone: var(--_warn)}.users,.imports{display:grid;grid-template-columns:minmax(0,1fr);gap:16px}#filters{display:grid;grid-template-columns:minmax(0,2fr) repeat(3,minmax(0,1fr)) auto;grid-auto-flow:dense;gap:12px;align-items:end}#toggle-filters{display:none}#filters #search{order:1}#filters label{display:grid;gap:4px;min-inline-size:0}#filters label>span{font-size:.875em;color:var(--_quiet)}#filters :is(input,select){inline-size:100%}.bar{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;min-height:44px}.bar .push{margin-inline-start:auto;margin-inline-end:0}#notice{flex-basis:100%}#notice:not(:has(>*)):empty{display:none}button.plain:disabled{color:var(--_quiet);background:none;border-color:transparent}table.people{table-layout:fixed;font-size:1em}.people td{vertical-align:middle}.people :is(th,td):nth-child(1){inline-size:52px}.people :is(th,td):nth-child(3){inline-size:28%}.people :is(th,td):nth-child(4){inline-size:132px}.people :is(th,td):nth-child(5){inline-size:180px}.people th{font-size:.875em}.people tbody tr:hover{background:var(--_soft)}.people tbody tr:has(:checked){background:color-mix(in srgb,var(--_accent) 8%,var(--_surface))}.people td>label{display:grid;place-items:center;inline-size:44px;block-size:44px;margin:-10px -12px;cursor:pointer}.people td:nth-child(n+4){overflow-wrap:normal}.empty{border:1px dashed var(--_line);border-radius:var(--_radius);padding:56px 16px;display:grid;gap:8px;justify-items:center;text-align:center}.empty strong{font-size:1.125em}@media(min-width:641px)and (max-width:900px){#filters{grid-template-columns:repeat(3,minmax(0,1fr)) auto}#filters .wide{grid-column:1 / -1}}@media(max-width:640px){#filters{grid-template-columns:minmax(0,1fr) auto auto}#filters .wide{grid-column:1}#filters>:not(.wide,button){grid-column:1 / -1}#filters:not(.open)>:not(.wide,button){display:none}#filters button{padding-inline:12px}#toggle-filters{display:block}.bar .push{margin-inline-start:-8px}.people tr{position:relative;padding-block:12px;padding-inline-start:48px}.people td:first-child{position:absolute;inset-inline-start:16px}.people td:nth-child(n+4){display:inline-block;margin-inline-end:8px}.people td{padding-inline:0 12px}}@media(max-width:560px){table.header{min-inline-size:0}table.header :is(th,td):nth-child(2){display:none}.file>button{grid-row:3!important}.head,.body,.foot{padding-inline:16px}.foot{padding-block:12px}.body{gap:24px}.drop{padding-block:20px}dialog:not(.panel){inline-size:100%;block-size:100dvh;border-radius:0;border:0;margin:0}dialog.panel{border:0}.foot{gap:8px}.foot>.primary{flex:1 1 auto}.foot>.quiet{flex-basis:100%}.tools button.plain span{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}.path{grid-template-columns:minmax(0,1fr)}.path p{min-block-size:0}.file{grid-template-columns:auto minmax(0,1fr);padding-inline-end:16px}.file>button{grid-area:auto;grid-column:2;justify-self:start;margin-inline:-8px}.rows,.rows tbody,.rows tr,.rows td,.people,.people tbody,.people tr,.people td{display:block;inline-size:auto!important}:is(.rows,.people) thead{display:none}:is(.rows,.people) td{border:0;padding-block:2px}:is(.rows,.people) tr{padding-block:10px;border-block-end:1px solid var(--_hair)}:is(.rows,.people) tbody tr:last-child{border:0}td.num:before{content:attr(data-label) " ";color:var(--_quiet)}.pick{flex:1 1 100%}}@media(max-height:480px){dialog[open]{display:block;overflow:auto}.body{overflow:visible}.foot{position:sticky;inset-block-end:0;background:var(--_surface);padding-block:8px}}@media(prefers-reduced-motion:reduce){*,*:before,*:after,progress::-webkit-progress-value{animation:none!important;transition:none!important}}@media(forced-colors:active){progress{border:1px solid CanvasText}progress::-webkit-progress-value{background:Highlight;forced-color-adjust:none}button:disabled{color:GrayText}.steps li[aria-current] .dot{border-color:Highlight}.pulse:before{forced-color-adjust:none}input:is([type=checkbox],[type=radio]){appearance:auto}.counts button[aria-selected=true]{outline:2px solid Highlight;outline-offset:-2px}.people tbody tr:has(:checked){outline:2px solid Highlight;outline-offset:-2px}}';var vt=s=>s.toLowerCase().split("-")[0];function at(s){let t=String(s||"").toLowerCase();return TAGS.find(e=>e.toLowerCase()===t)||TAGS.find(e=>vt(e)===vt(t))||null}var $t=new Map;function $e(s,t){if(s===TEXTS.tag)return TEXTS;let e=$t.get(s);if(e)return e;let i=import(`${t}/rollcall-import.js?texts=${s}`).then(({default:n})=>($t.set(s,n),n),()=>($t.delete(s),TEXTS));return $t.set(s,i),i}function ve(s,t,e=s){let i=new Intl.NumberFormat(s),n=new Intl.PluralRules(s),o=(r,l={})=>{let a=u=>typeof u=="number"?i.format(u):String(u??""),c=u=>{if(typeof u=="string")return u.replace(/\{([\w-]+)\}/g,(m,f)=>a(l[f]));if(Array.isArray(u))return u.map(c).join("");let p=l[u.$];return c(u[p]??(typeof p=="number"?u[n.select(p)]:null)??u["*"])};return c(t[r]??r)};return Object.assign(o,{lang:s,number:i.format},xs(o,s,e))}function xs(s,t,e){let i=t;try{vt(e)===vt(t)&&([i]=Intl.getCanonicalLocales(e))}catch{}let n=new Intl.NumberFormat(t,{style:"percent"}),o=new Intl.NumberFormat(t,{maximumFractionDigits:1}),r=new Intl.RelativeTimeFormat(t,{numeric:"auto"}),l=new Intl.DateTimeFormat(i,{dateStyle:"medium",timeStyle:"short"}),a=new Intl.DisplayNames(t,{type:"language"});return{percent:c=>n.format(c/100),ago:c=>c<90?r.format(-c,"second"):c<5400?r.format(-Math.round(c/60),"minute"):c<129600?r.format(-Math.round(c/3600),"hour"):r.format(-Math.round(c/86400),"day"),date:c=>l.format(new Date(c)),size:c=>c<1048576?s("kilobytes",{number:o.format(c/1024)}):s("megabytes",{number:o.format(c/1048576)}),language:c=>{try{return a.of(c)??c}catch{return c}}}}var ye=new CSSStyleSheet;ye.replaceSync(we);var q=class extends HTMLElement{static observedAttributes=["lang","api"];root=this.attachShadow({mode:"open"});loading=null;#t=null;#e={};#s=!1;getToken;constructor(){super(),this.root.adoptedStyleSheets=[ye]}get api(){return this.getAttribute("api")??""}set token(t){this.#t=t,this.wake()}set strings(t){this.#e=t,this.isConnected&&this.prepare()}connectedCallback(){for(let t of["token","strings"]){if(!Object.hasOwn(this,t))continue;let{[t]:e}=this;delete this[t],this[t]=e}this.prepare()}attributeChangedCallback(){this.isConnected&&!this.isBusy&&this.prepare()}get isBusy(){return!1}wake(){}begin(){}view(){return null}rendered(){}async tokenFor(t){return this.getToken?this.getToken({isExpired:t}):this.#t}emit(t,e){this.dispatchEvent(new CustomEvent(t,{bubbles:!0,composed:!0,detail:e}))}prepare(){let t=this.getAttribute("lang")||document.documentElement.lang||navigator.language,e=at(t);!e&&this.hasAttribute("lang")&&console.warn(`${this.localName}: there are no texts for lang="${t}"; using English`);let i=$e(e??TAGS[0],this.api);this.loading=null;let n=r=>{let l=this.localName==="rollcall-import"?r.dialog:{...r.dialog,...r.pages};this.begin(ve(r.tag,{...l,...this.#e},t)),this.draw()};if(!(i instanceof Promise))return n(i);let o=i.then(r=>{this.loading===o&&(this.loading=null,this.isConnected&&!this.isBusy&&n(r))});this.loading=o}render(){this.#s||(this.#s=!0,queueMicrotask(()=>this.draw()))}draw(){this.#s=!1,this.isConnected&&(be(this.view(),this.root),this.rendered())}};var _s=["already-undone","undo-in-progress","import-not-undoable"],M=class extends Error{constructor(t,e={}){super(e.detail||e.message||e.title||`HTTP ${t}`),this.status=t,this.code=e.code,this.document=e}},S=class extends Error{},I=class extends Error{constructor(t){super(t),this.key=t}};function lt(s,t){if(t instanceof I)return s(t.key);if(!(t instanceof M))return s("unexpected");let{status:e,code:i=String(t.status),message:n}=t;if(_s.includes(i))return s(`refused_${i}`);if(e===403)return s("refusedScope",{code:i});if(s.lang==="en")return n;let o={409:"refusedState",410:"fileNotKept",422:"refusedInput"}[e];return s(o??"refused",{code:i})}var ks=3e3,As=5,xe=()=>Array.from(crypto.getRandomValues(new Uint8Array(16)),s=>s.toString(16).padStart(2,"0")).join(""),Wt=s=>Math.min(8e3,500*2**s)*(.5+Math.random()/2),P=class{#t=new Set;#e=new Map;constructor({base:t,token:e,lang:i,onWait:n}){this.base=t.replace(/\/+$/,""),this.token=e,this.lang=i,this.onWait=n}wake(){for(let t of[...this.#t])t()}pause(t){return new Promise(e=>{let i=()=>{clearTimeout(n),this.#t.delete(i),e()},n=setTimeout(i,t);this.#t.add(i)})}#s(t,e){!e&&!this.#e.has(t)||(e?this.#e.set(t,e):this.#e.delete(t),this.onWait([...this.#e.values()].pop()||null))}async#i(t,e,i){this.#s(t,{kind:e,until:Date.now()+i}),await this.pause(i)}async ask(t,e,{body:i,key:n,accept:o,isWanted:r=()=>!0}={}){let l={},a=null;try{for(let c=0;r();c++){let u=await this.token(a!==null);if(a!==null&&(u??"")===a){await this.#i(l,"signIn",ks);continue}a!==null&&this.#s(l,null),a=null;let p={"Accept-Language":this.lang,Accept:o||"application/json"};u&&(p.Authorization=`Bearer ${u}`),i!==void 0&&(p["Content-Type"]="application/json"),n&&(p["Idempotency-Key"]=n);let m=null;try{if(m=await fetch(this.base+e,{method:t,headers:p,body:i===void 0?void 0:JSON.stringify(i),credentials:"omit"}),m.ok){let f=o?await m.blob():await m.json();if(r())return f;break}}catch{m=null}if(!m)await this.#i(l,"offline",Wt(c));else if(m.status===401)a=u??"";else if(m.status===429||m.status===503)await this.#i(l,"busy",Number(m.headers.get("Retry-After"))*1e3||Wt(c));else throw new M(m.status,await m.json().catch(()=>({})))}}finally{this.#s(l,null)}throw new S}async upload(t){let e={},{isWanted:i}=t;try{for(let n=0;;n++){let o=await this.ask("POST","/imports",{key:t.key,body:t.body,isWanted:i});if(t.onMade(o.import_id),!o.upload)return o.import_id;t.onProgress(0);let r=await this.#n(t,o.upload,()=>this.#s(e,null));if(r>=200&&r<300||r===412)return o.import_id;if(!i())throw new S;if(r===0&&await Ss(t.file),r>=400&&r!==503&&r!==409&&n>=As)throw new I("uploadRefused");if(await this.#i(e,r===0?"offline":"busy",Wt(n)),!i())throw new S}}finally{this.#s(e,null),t.abort=null}}#n(t,e,i){let{file:n}=t;return new Promise(o=>{let r=new XMLHttpRequest;t.abort=()=>r.abort(),r.open(e.method,e.url);for(let[l,a]of Object.entries(e.headers))/^(content-length|host)$/i.test(l)||r.setRequestHeader(l,a);r.upload.onprogress=l=>(i(),t.onProgress(l.loaded)),r.onload=()=>o(r.status),r.onerror=r.onabort=r.ontimeout=()=>o(0),r.send(n.slice(0,n.size,e.headers["content-type"]||"text/csv"))})}};async function Ss(s){try{await s.slice(0,1).arrayBuffer()}catch{throw new I("fileGone")}}function _e(s,t){try{let[,e]=String(s).split("."),i=JSON.parse(atob(e.replace(/-/g,"+").replace(/_/g,"/")));return[i.scope,i.scp].flatMap(o=>typeof o=="string"?o.split(" "):o??[]).some(o=>o===t||String(o).endsWith(`/${t}`))}catch{return!0}}var Os=[",",";","	","|"];function Ae(s){let t=String.fromCharCode(...s.slice(0,64)).replace(/^\u00ef\u00bb\u00bf/,"").trimStart().toLowerCase();return["pk","%pdf","ÐÏà","<!doctype","<html","{\\rtf"].some(e=>t.startsWith(e))}function Se(s){if(s[0]===255&&s[1]===254)return"utf-16le";if(s[0]===254&&s[1]===255)return"utf-16be";try{return new TextDecoder("utf-8",{fatal:!0}).decode(s,{stream:!0}),"utf-8"}catch{return"windows-1252"}}function ke(s,t,e){let i=[],n=[],o="",r=!1,l=()=>{n.push(o.trim()),n.some(Boolean)&&i.push(n),n=[],o=""};for(let a=0;a<s.length&&i.length<e;a++){let c=s[a];r?c!=='"'?o+=c:s[a+1]==='"'?(o+='"',a++):r=!1:c==='"'&&o===""?r=!0:c===t?(n.push(o.trim()),o=""):c===`
`||c==="\r"?l():o+=c}return i.length<e&&(o||n.length)&&l(),i}function ct({columns:s,numbered:t},e){return s.some(i=>i.label===e)?!0:!!t&&e.startsWith(t?.prefix??"")&&/^[1-9]\d*$/.test(e.slice(t?.prefix.length))}function Ft(s,t,e){let i=s.replace(/^\ufeff/,""),n=/^sep=(.)(\r\n|\n|\r)/i.exec(i);n&&(i=i.slice(n[0].length));let o=(n?[n[1]]:Os).map(a=>{let[c=[]]=ke(i,a,1);return{delimiter:a,labels:c,hits:c.filter(u=>ct(t,u)).length}});o.sort((a,c)=>c.hits-a.hits||c.labels.length-a.labels.length);let[{delimiter:r,hits:l}]=o;return{delimiter:r,hits:l,hasMark:!!n,records:ke(i,r,e)}}var Ts=["import_status","import_problems"],Y=s=>s.toLowerCase().replace(/[\s_.\-\u00a0\ufeff]/g,"");function Es(s,t){if(Math.abs(s.length-t.length)>2)return 3;let e=Array.from({length:t.length+1},(i,n)=>n);for(let i=1;i<=s.length;i++){let n=[i];for(let o=1;o<=t.length;o++)n[o]=Math.min(e[o]+1,n[o-1]+1,e[o-1]+(s[i-1]===t[o-1]?0:1));e=n}return Math.min(3,e[t.length])}function Ms({columns:s,numbered:t},e,i){let n=Y(e);if(!n)return null;if(t){let l=new RegExp(`^${Y(t.prefix)}([1-9]\\d*)$`).exec(n);if(l&&i(t.prefix+l[1]))return t.prefix+l[1]}let o=s.map(l=>l.label).filter(i),r=(l,a)=>a.length>=4&&l.includes(a);return o.find(l=>Y(l)===n)??o.find(l=>n.length>=4&&Es(Y(l),n)<=2)??o.find(l=>r(n,Y(l))||r(Y(l),n))??null}function Oe([s=[],...t],e){let i=new Set(s.filter(a=>ct(e,a))),n=new Set,o=a=>!n.has(a)&&!i.has(a),r=s.map((a,c)=>{let u={at:c+1,label:a,cells:t.slice(0,3).map(m=>m[c]??"")};if(Ts.includes(a)||!a&&!u.cells.some(Boolean))return{...u,state:"ignored",column:null};if(i.has(a)){let m=n.has(a);return n.add(a),{...u,state:m?"double":"known",column:m?null:a}}let p=Ms(e,a,o);return p&&n.add(p),p?{...u,state:"near",column:p}:{...u,state:e.unknown_columns==="ignore"?"ignored":"unknown",column:null}}),l=e.columns.filter(({label:a,required:c})=>c&&!n.has(a));return[...r,...l.map(({label:a})=>({at:0,label:"",cells:[],state:"missing",column:a}))]}function Te(s,t){let e=(...l)=>s.filter(a=>l.includes(a.state));if(!e("known","double").length&&e("near").length<2)return[{key:"headerMissing"}];let i=[],n=(l,a)=>{a.length&&i.push({key:l,values:{names:a.join(", ")}})},o=e("near","unknown").filter(l=>l.label);n("columnUnknown",o.map(({label:l,column:a})=>a?`${l} → ${a}`:l)),n("columnMissing",e("missing").map(({column:l})=>l??""));let{numbered:r}=t;return r&&s.filter(({label:l})=>l.startsWith(r.prefix)).length>r.columns_max&&i.push({key:"columnMany",values:{max:r.columns_max}}),n("columnDouble",[...new Set(e("double").map(({label:l})=>l))]),i}function Ee(s,t){return s.filter(({at:e,state:i})=>e&&i!=="ignored"&&t.has(e)).map(e=>({line:e,to:t.get(e.at)??null})).filter(({line:e,to:i})=>e.state==="double"||e.label!==i).map(({line:{at:e,label:i},to:n})=>{let o=i&&s.filter(r=>r.label===i).length===1;return{kind:"column",label:i,to:n,...o?{}:{at:e}}})}function yt(s,t,e){let n=s.filter(({at:o})=>o).map(o=>t.has(o.at)?t.get(o.at):o.column).filter(o=>o!=null);return new Set(n).size===n.length&&e.columns.every(({label:o,required:r})=>!r||n.includes(o))}var xt=class{#t=0;#e=!1;#s=!0;#i=!1;#n=0;#r;constructor(t){this.#r=t.charCodeAt(0)}take(t){let e=this.#r,i=this.#t,n=this.#e,o=this.#s,r=this.#i,l=this.#n;for(let a=0;a<t.length;a++){let c=t[a];n?c===34?n=!1:c>32&&(r=!0):c===10||c===13?(r&&i++,r=!1,o=!0):c===e?o=!0:c===34?((o||l===34)&&(n=!0),o=!1):c>32&&(r=!0,o=!1),l=c}this.#t=i,this.#e=n,this.#s=o,this.#i=r,this.#n=l}get rows(){return this.#t}end(){return this.#t+(this.#i?1:0)}};var Gt=64*1024,Me=128*1024,Jt=3,Cs=3,zs=3;async function Ce(s,t,e,i,n){let{rows_max:o,file_bytes_max:r}=t.limits;if(!/\.csv$/i.test(s.name))return{problem:{key:"fileCsv"}};if(s.size===0)return{problem:{key:"fileEmpty"}};if(s.size>r)return{problem:{key:"fileLarge",bytes:r}};let l=new Uint8Array(await s.slice(0,Me).arrayBuffer());if(Ae(l))return{problem:{key:"fileCsv"}};let a=Se(l),c=Ft(new TextDecoder(a).decode(l),t,Jt+1),[u]=c.records;if(!u)return{problem:{key:"fileEmpty"}};let p=e.find(x=>x!==t&&u.filter(A=>ct(x,A)).length>Math.max(c.hits,zs-1));if(p)return{problem:{key:`otherLayout_${p.name}`},otherLayout:p.name};let m=Oe(c.records,t),[f]=Te(m,t);if(f&&["headerMissing","columnMany"].includes(f.key))return{problem:f};let w=await Ls(s,a,c.delimiter,o+1+Number(c.hasMark),i,n)-1-Number(c.hasMark);if(w>o)return{problem:{key:"fileRows",values:{rows:o}}};let v={rows:w,delimiter:c.delimiter,courseColumns:u.filter(x=>t.numbered&&x.startsWith(t.numbered.prefix)).length,...ze(l,a,t)};return f?{...v,problem:f,header:m}:w<1?{problem:{key:"fileNoRows"}}:v}function ze(s,t,e){let i=!t.startsWith("utf-"),{records:n}=Ft(new TextDecoder(t).decode(s),e,i?1/0:Jt+1),[o=[],...r]=n,l=i?r.flat().filter(a=>/[\u0080-\uffff]/.test(a)):[];return{labels:o,preview:r.slice(0,Jt),samples:[...new Set(l)].slice(0,Cs)}}async function Le(s,t,e){return ze(new Uint8Array(await s.slice(0,Me).arrayBuffer()),t,e)}async function Ls(s,t,e,i,n,o){let r=new xt(e),l=t.startsWith("utf-16")?new TextDecoder(t):null,a=new TextEncoder;for(let c=0;c<s.size&&o();c+=Gt){let u=new Uint8Array(await s.slice(c,c+Gt).arrayBuffer());if(l&&(u=a.encode(l.decode(u,{stream:!0}))),r.take(u),r.rows>i)return r.rows;n(Math.min(1,(c+Gt)/s.size))}return r.end()}var Ns=["enabled","company","cohort","course","language_tag","language_code","country"];function T({columns:s,numbered:t},e){let i=s.find(({label:n})=>n===e);return i?i.rule:t&&e?.startsWith(t.prefix.trimEnd())?t.rule:null}var Q=s=>!!s&&Ns.includes(s?.kind??"");function k(s){switch(s.kind){case"column":return JSON.stringify(["column",s.label,s.at??null]);case"value":return JSON.stringify(["value",s.column,s.company??null,s.found]);case"cell":return JSON.stringify(["cell",s.row,s.column]);case"row":return JSON.stringify(["row",s.row])}}function Ne(s,t){let e=new Map(s.map(i=>[k(i),i]));for(let i of t)e.set(k(i),i);return[...e.values()]}var Re=(s,t)=>s.kind==="cell"||s.kind==="row"||s.kind==="value"&&!Q(T(t,s.column));function W({code:s,column:t,company:e,found:i},n,o){if(s.startsWith("header-"))return{kind:"column",label:i,to:n||null};let r=T(o,t),l=r?.kind==="course";return{kind:"value",column:l?o.numbered?.prefix.trimEnd()??t:t,...e&&(l||r?.kind==="cohort")?{company:e}:{},found:i,to:n}}var qe=(s,t,e)=>s.filter(i=>i.safe&&i.severity==="error"&&i.suggestions.length===1&&!t.has(k(W(i,i.suggestions[0],e))));function Ie(s,t,e){let i=s.trim();return i?t?.chars_max&&[...i].length>t.chars_max?{key:"cellLong",values:{max:t.chars_max}}:t?.kind==="email"&&!Rs(i)?{key:"cellEmail"}:t?.kind==="name"&&t.plain&&!/^[\p{L}\p{M}\p{N} .'’-]*$/u.test(i)?{key:"cellName"}:t?.kind==="identifier"&&!/^[\p{L}\p{N}]*$/u.test(i)?{key:"cellIdentifier"}:t?.kind==="country"&&!/^[A-Z]{2}$/.test(i)?{key:"cellInvalid"}:t?.kind==="language_code"&&!/^[a-z]{2}$/.test(i)?{key:"cellInvalid"}:t?.kind==="language_tag"&&!/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(i)?{key:"cellInvalid"}:null:e?{key:"cellMissing"}:null}function Rs(s){let[t,e,...i]=s.split("@");if(!e||i.length||!/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/i.test(t)||s.length>254)return!1;let n=e.split(".");return n.length>1&&n.every(o=>/^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(o))}var qs=["awaiting_confirmation","rejected","cancelled","expired"],Is=["company","cohort","course"],_t=class{#t=new Set;constructor(t){this.dialog=t}get isPossible(){let{imported:t,problems:e}=this.dialog.state;return!!t?.file&&e.findings!==null&&qs.includes(t?.status??"")}get safe(){let{fixes:t,problems:e}=this.dialog.state;return this.isPossible?qe(e.findings??[],t,this.dialog.layout):[]}async load(){let{dialog:t}=this,{id:e,fixes:i=[]}=t.memory.get();e===t.imported.import_id&&t.set({fixes:new Map(i.map(n=>[k(n),n]))}),await t.lists.problems()}choose(t){let e=new Map(this.dialog.state.fixes);for(let i of t)e.set(k(i),i),this.#t.delete(k(i));this.#e(e)}undo(t){let e=new Map(this.dialog.state.fixes);for(let i of t)e.delete(k(i));this.#e(e)}acceptSafe(){let{dialog:t}=this,e=this.safe.map(i=>W(i,i.suggestions[0],t.layout));this.choose(e);for(let i of e)this.#t.add(k(i));t.set({isSafeListOpen:!1}),t.host.focus("#again")}#e(t){let{dialog:e}=this,i=e.memory.get();i.id===e.imported.import_id&&e.memory.set({...i,fixes:[...t.values()].filter(n=>!Re(n,e.layout))}),e.set({fixes:t,live:e.say("fixesChosen",{count:t.size})})}async checkAgain(t){let{dialog:e}=this,{imported:i}=e,n=[...e.state.fixes.values()];e.set({isDeciding:!0});try{let o=e.whileShown(),r=i.corrects?(await e.api.ask("GET",`${e.path}/corrections`,{isWanted:o})).corrections:[],l={corrections:Ne(r,n),...t?{options:t}:{}},{import_id:a}=await e.api.ask("POST",`${e.path}/corrections`,{body:l,isWanted:o});this.#s(a,n),await e.try(()=>e.follow(a))}catch(o){e.set({isDeciding:!1});let{status:r,document:l}=o;if(r!==409||!l?.superseded_by)return e.fail(o);await e.try(()=>e.follow(l.superseded_by)),e.set({notice:{tone:"warn",text:e.say("decidedElsewhere")}})}}#s(t,e){let{memory:i,layout:n}=this.dialog,{singles:o=[]}=i.get(),r=e.filter(l=>l.kind==="value"&&!this.#t.has(k(l))&&Is.includes(T(n,l.column)?.kind??""));i.set({id:t,singles:[...o,...r]})}async offerAliases(){let{dialog:t}=this,{singles:e=[]}=t.memory.get(),i=e.filter(n=>n.kind==="value"&&n.to&&n.found);!i.length||!await t.may("catalog:write")||t.set({aliases:{step:"ask",chosen:new Set(i.map(k)),fixes:i}})}async sendAliases(){let{dialog:t}=this,{aliases:e}=t.state;if(!e)return;let i={aliases:e.fixes.filter(n=>e.chosen.has(k(n))).map(n=>this.#i(n))};try{await t.api.ask("POST","/catalog/aliases",{body:i,isWanted:t.whileShown()});let{id:n,isDone:o}=t.memory.get();t.memory.set({id:n,isDone:o}),t.set({aliases:{...e,step:"done"}})}catch(n){t.fail(n)}}#i(t){if(t.kind!=="value")return{};let{kind:e}=T(this.dialog.layout,t.column)??{kind:""};return e==="company"?{company:t.to,alias:t.found}:{company:t.company,[e]:t.to,alias:t.found}}async choices({column:t,company:e},i){let{dialog:n}=this,o=new URLSearchParams({layout:n.layout.name,column:t});e&&o.set("company",e),i.trim()&&o.set("q",i.trim());let{items:r}=await n.api.ask("GET",`/choices?${o}`,{isWanted:n.whileShown()});return r.map(l=>typeof l=="string"?l:l.value??l.name??l.title)}};var kt=()=>({items:[],cursor:null,names:new Map});async function At(s,{items:t,cursor:e,names:i},n,o){let r=e?`&cursor=${encodeURIComponent(e)}`:"",l=await s.ask("GET",`/imports?limit=${n}${r}`,{isWanted:o}),a=new Map(i),c=({import_id:p,file:m})=>a.set(p,m?.name??p);l.items.forEach(c);let u=l.items.flatMap(({undoes:p})=>p&&!a.has(p)?[p]:[]);for(let p of new Set(u))c(await s.ask("GET",`/imports/${p}`,{isWanted:o}));return{items:[...t,...l.items],cursor:l.next_cursor,names:a}}var Ps=["validating","awaiting_confirmation","importing"];function F({undo_status:s}){return s==="completed"?"undone":s==="failed"?"undoStopped":Ps.includes(s??"")?"undoRunning":null}function Pe(s){let{source:t,status:e,summary:i,progress:n}=s;return t==="undo"||F(s)?!1:e==="failed"?n.rows_total!==null:e==="completed"&&i.created+i.updated>0}var Kt=["completed","rejected","cancelled","failed","expired"],G=()=>({file:null,part:null,check:null,problem:null,mapping:new Map,isMapped:!1,encoding:null}),Yt=()=>({view:"loading",layout:null,layouts:[],choices:{update_existing:!1,send_invitations:!1,confirm:!0,on_row_errors:"reject"},chosen:G(),upload:null,...L(),wait:null,notice:null,past:null,undone:null,mayUndo:null,live:"",now:Date.now()}),L=()=>({imported:null,since:[],isOwn:!1,progress:{moved:0,mark:""},rows:{tab:null,items:[],cursor:null,isLoading:!1,search:""},problems:{items:[],cursor:null,isLoading:!1,findings:null,shown:{}},fixes:new Map,isSafeListOpen:!1,mails:"",invite:null,aliases:null,isDeciding:!1});var Qt=100,Ds=1e3,Bs=1e3,Hs=20,Us=5e3,js=25,Vs=5e3,De=1e4,Ws=["created","updated","removed","skipped","failed"],Fs=s=>Ws.includes(s)?`outcome=${s}`:`with=${s}`;function St({user:s,row:t,courses:e},i){let n=i.trim().toLowerCase();return n?[s.name,s.last_name,s.email,s.company,s.cohort,String(t),...e.map(({title:r})=>r)].some(r=>r?.toLowerCase().includes(n)):!0}var Ot=class{constructor(t){this.dialog=t}#t(){let{imported:t}=this.dialog.state;return()=>this.dialog.state.imported?.import_id===t?.import_id&&this.dialog.state.imported?.status===t?.status}async open(t){this.dialog.set({rows:{...L().rows,tab:t}}),t&&await this.more()}async more(){let{dialog:t}=this,e=this.#t(),{tab:i}=t.state.rows,n=o=>t.set({rows:{...t.state.rows,...o}});n({isLoading:!0});try{let o=0;do{let{cursor:r}=t.state.rows,l=await t.api.ask("GET",`${t.path}/rows?${Fs(i??"")}&limit=${Qt}${Xt(r)}`,{isWanted:e});if(t.state.rows.tab!==i)return;let{items:a,search:c}=t.state.rows;o+=l.items.filter(u=>St(u,c)).length,n({items:[...a,...l.items],cursor:l.next_cursor})}while(t.state.rows.search&&t.state.rows.cursor&&o<Qt&&t.state.rows.items.length<Vs)}catch(o){t.fail(o)}n({isLoading:!1})}async search(t){let{rows:e}=this.dialog.state;this.dialog.set({rows:{...e,search:t}}),e.cursor&&!e.isLoading&&e.items.filter(i=>St(i,t)).length<Qt&&await this.more()}async problems(){let{dialog:t}=this,e=this.#t(),i=n=>t.set({problems:{...t.state.problems,...n}});i({isLoading:!0});try{t.state.problems.findings===null&&i({findings:await this.#e(e)});let n=t.state.problems.items.length;do{let o=await t.api.ask("GET",`${t.path}/problems?limit=${Ds}${Xt(t.state.problems.cursor)}`,{isWanted:e});i({items:[...t.state.problems.items,...o.items],cursor:o.next_cursor})}while(t.state.problems.cursor&&t.state.problems.items.length-n<Us)}catch(n){t.fail(n)}i({isLoading:!1})}async#e(t){try{return await this.#s(`${this.dialog.path}/findings?`,t)}catch(e){if([404,409,410].includes(e.status))return null;throw e}}async#s(t,e,i=()=>!0){let n=[],o=null;do{let r=await this.dialog.api.ask("GET",`${t}limit=${Bs}${Xt(o)}`,{isWanted:e});n.push(...r.items),o=n.every(i)?r.next_cursor:null}while(o);return n.filter(i)}async show(t,e,i){let n=this.#t();for(let o=e;o<i&&n();){o=Math.min(i,o+js);let{problems:r}=this.dialog.state;this.dialog.set({problems:{...r,shown:{...r.shown,[t]:o}}}),await new Promise(l=>requestAnimationFrame(l))}}async mails(){let{dialog:t}=this,{imported:e}=t.state,i=e?.summary.invitations??0;if(!i||i>De)return;let n=new Map,o=this.#t();try{for(let{user:r}of await this.#s(`${t.path}/rows?with=invitations&`,o))n.set(r.language,(n.get(r.language)??0)+1);t.set({mails:this.#i(n)})}catch(r){t.fail(r)}}#i(t){let{say:e}=this.dialog,i=new Map,n=[...t].filter(([r])=>!at(r));for(let[r,l]of t){let a=at(r);a&&i.set(a,(i.get(a)??0)+l)}let o=[...i].sort(([,r],[,l])=>l-r).map(([r,l])=>`${e.language(r)} ${e.number(l)}`);if(n.length){let r=n.reduce((l,[,a])=>l+a,0);o.push(e("perLanguageOther",{count:r,others:n.map(([l])=>e.language(l)).join(", ")}))}return e("perLanguage",{list:o.join(", ")})}async undo(){let{dialog:t}=this,{imported:e}=t,{undoes:i,summary:n}=e,{updated:o,skipped:r}=n,l=this.#t();try{if(o+r<=De){let u=await this.#s(`${t.path}/rows?with=kept&`,l);t.set({imported:{...e,summary:{...e.summary,kept:u.length}}})}let a=({import_id:u})=>u>(i??""),c=await this.#s("/imports?status=completed&",l,a);t.set({since:c.filter(u=>u.source!=="undo"&&F(u)!=="undone")})}catch(a){t.fail(a)}}async past(){let{api:t,memory:e,state:i}=this.dialog,n=await At(t,i.past??kt(),Hs,this.dialog.whileShown()),{id:o}=e.get();n.items=n.items.filter(r=>r.import_id!==o||r.status!=="awaiting_upload"),this.dialog.set({past:n})}},Xt=s=>s?`&cursor=${encodeURIComponent(s)}`:"";var Gs=6e3,Js=5e3,Tt=class{#t=0;#e=null;constructor(t,e){this.host=t,this.say=e,this.state=Yt(),this.lists=new Ot(this),this.fixes=new _t(this),this.api=new P({base:t.api,lang:e.lang,token:t.token,onWait:i=>{let n=i?.kind!==this.state.wait?.kind;this.set({wait:i}),n&&i?.kind==="signIn"&&t.isOpen()&&t.emit("rollcall-unauthorized")}})}set(t){Object.assign(this.state,t),this.host.render()}get memory(){return this.host.memory}get layout(){return this.state.layout}get imported(){return this.state.imported}get fileName(){let{file:t,undoes:e,import_id:i}=this.imported;return(e?this.state.undone?.file:t)?.name??e??i}get path(){return`/imports/${this.imported.import_id}`}get isUploading(){return this.#e!==null}whileShown(){let t=this.#t;return()=>t===this.#t}show(t,e={},i="[data-focus]"){this.#t++;let n=t!==this.state.view;this.set({notice:null,live:"",...e,view:t}),this.host.focus(i);let{undoes:o}=this.state.imported??{};n&&this.host.emit("rollcall-step",{step:t,...o?{undoes:o}:{}})}fail(t,e){if(t instanceof S)return;let i=lt(this.say,t),{status:n,code:o}=t;this.set({notice:{tone:"bad",text:i,...e?{onRetry:e}:{}}}),this.host.focus("#notice"),this.host.emit("rollcall-error",{message:i,status:n??null,code:o??null})}async try(t){try{await t()}catch(e){this.fail(e,()=>{this.set({notice:null}),this.try(t)})}}async open(t){if(this.host.emit("rollcall-open"),this.#e&&!t)return this.show("upload");this.show("loading"),await this.try(async()=>{if(await this.#s(),typeof t=="string")return this.view(t);if(t)return this.begin(),this.check([t.file]);let{id:e}=this.memory.get();e?await this.follow(e,Gs):this.begin()})}async#s(){if(this.state.layout)return;let{default_layout:t,layouts:e}=await this.api.ask("GET","/layouts",{isWanted:this.whileShown()}),i=e.find(n=>n.name===this.host.layout);this.host.layout&&!i&&console.warn(`rollcall-import: there is no layout "${this.host.layout}"; using "${t}"`),this.set({layouts:e}),this.useLayout(i?.name??t)}useLayout(t){let e=this.state.layouts.find(o=>o.name===t)??this.state.layouts[0],i=e.name==="learners",n={...Yt().choices,send_invitations:i,...this.host.options};this.set({layout:e,choices:i?{...n,update_existing:!1,confirm:!0}:n})}closed(){this.#t++;let{id:t,isDone:e}=this.memory.get();(e||this.state.imported&&!this.state.isOwn)&&(e&&this.memory.set(null),this.set(L())),this.host.emit("rollcall-close"),t&&!e&&!this.#e&&this.watch()}async watch(){let{id:t,isDone:e}=this.memory.get();if(!t||e||this.host.isOpen()||this.#e)return;let i=this.whileShown();try{for(;;){let n=await this.api.ask("GET",`/imports/${t}`,{isWanted:i});if(this.set({imported:n,isOwn:!0}),this.#r(n),Kt.includes(n.status))return this.#l(n);if(n.status==="awaiting_confirmation"||n.status==="awaiting_upload")return;await this.api.pause(Js)}}catch{}}begin(t={}){this.show("start",{...L(),...t},"#title")}another(){this.memory.set(null),this.begin({chosen:G()})}async history(){this.show("history",{past:null}),await this.try(()=>this.lists.past())}async view(t){if(this.memory.get().id===t)return this.follow(t);this.show("loading",L()),this.host.emit("rollcall-view",{import_id:t}),await this.follow(t)}async check(t){if(!t?.length)return;let[e]=Array.from(t),i={...G(),file:e},n=r=>{let{problem:l=null,check:a=null}=r;this.set({chosen:{...i,part:null,...r}});let c=l?this.sayProblem(l):this.say("checked",{rows:a?.rows??0});this.set({live:c}),this.host.focus(a&&!l?"#start":"#select")};if(this.state.view!=="start"&&this.begin(),t.length>1)return n({problem:{key:"oneFile"}});this.set({chosen:{...i,part:0},live:this.say("checking"),notice:null});let o=()=>this.state.chosen.file===e&&this.host.isOpen();try{let{layouts:r}=this.state,l=await Ce(e,this.layout,r,u=>this.set({chosen:{...this.state.chosen,part:u}}),o);if(!o()){this.state.chosen.file===e&&this.set({chosen:G()});return}let a="header"in l?l.header:void 0,c=new Map(a?.filter(({state:u,at:p})=>p&&["near","unknown","double"].includes(u)).map(({at:u,column:p})=>[u,p]));n({problem:l.problem??null,check:"rows"in l?l:null,otherLayout:"otherLayout"in l?l.otherLayout:void 0,mapping:c})}catch{n({problem:{key:"fileGone"}})}}async readAs(t){let{file:e,check:i}=this.state.chosen;if(!e||!i)return;let n=await Le(e,t||"windows-1252",this.layout),{chosen:o}=this.state;o.file===e&&o.check&&this.set({chosen:{...o,encoding:t||null,check:{...o.check,...n}}})}sayProblem({key:t,values:e,bytes:i}){return this.say(t,{...e,...i?{size:this.say.size(i)}:{}})}replace(t){return this.memory.set(null),this.check(t)}get isReady(){let{check:t,isMapped:e,mapping:i,part:n}=this.state.chosen;return!t||n!==null||t.rows<1?!1:!t.header||e&&yt(t.header,i,this.layout)}#i(){let{layout:t,state:e}=this,{choices:i,chosen:n}=e,o=n.file,r=t?.name==="learners"||i.confirm,l=n.check?.header&&n.isMapped?Ee(n.check.header,n.mapping):[];return{file_name:o.name,size_bytes:o.size,layout:t.name,send_invitations:i.send_invitations,confirm:r,...t.existing_users==="by_option"?{update_existing:i.update_existing}:{},...r?{}:{on_row_errors:i.on_row_errors},...n.encoding?{encoding:n.encoding}:{},...l.length?{corrections:l}:{}}}async upload(){let t=this.state.chosen.file,e=this.#i(),i=this.memory.get(),n=i.key&&JSON.stringify(i.body)===JSON.stringify(e)?i.key:xe(),o={file:t,body:e,key:n,isWanted:()=>this.#e===o,onMade:a=>this.memory.set({id:a,key:n,body:e}),onProgress:a=>{let c={name:t.name,size:t.size,sent:a};this.set({upload:c,progress:{...this.state.progress,moved:Date.now()}}),this.host.emit("rollcall-progress",{status:"uploading",percent:Math.round(100*a/t.size)})}};this.#e=o;let r={name:t.name,size:t.size,sent:0};this.show("upload",{...L(),upload:r,isOwn:!0,progress:{moved:Date.now(),mark:""},live:this.say("uploading")});let l=()=>this.host.isOpen()&&this.state.view==="upload";try{let a=await this.api.upload(o);this.#e=null,this.set({upload:null}),l()?await this.try(()=>this.follow(a)):await this.watch()}catch(a){if(this.#e===o&&(this.#e=null),a instanceof S)return;this.memory.set(null);let c=a instanceof I?{key:a.key}:null;this.set({upload:null,...c?{chosen:{...G(),file:t,problem:c}}:{}}),l()&&(this.begin(),c||this.fail(a))}}async stop(){let t=this.#e;this.#e=null,t?.abort?.(),this.api.wake();let{id:e}=this.memory.get();this.memory.set(null),await this.try(async()=>{let i=this.whileShown();e&&!await this.#n(e,i)?await this.follow(e):this.begin()})}async#n(t,e){try{return await this.api.ask("POST",`/imports/${t}/cancel`,{isWanted:e})}catch(i){if(i.status!==409)throw i;return null}}async follow(t,e=1/0){let i=Date.now(),n=this.memory.get(),o=n.id===t,r=this.whileShown(),l=400,a="";for(;;){let c;try{c=await this.api.ask("GET",`/imports/${t}`,{isWanted:r})}catch(m){if(m.status!==404)throw m;return o&&this.memory.set(null),this.begin({notice:{tone:"warn",text:this.say("importGone")}})}let{status:u,undoes:p}=c;if(p&&p!==this.state.undone?.import_id&&this.set({undone:await this.api.ask("GET",`/imports/${p}`,{isWanted:r})}),Kt.includes(u)||u==="awaiting_confirmation")return this.#a(c,o);if(u==="awaiting_upload"&&Date.now()-i>e)return this.#o(c,n);if(!(u==="awaiting_upload"&&e<1/0)){if(a!==u){a=u;let m={moved:Date.now(),mark:""};this.show("progress",{imported:c,isOwn:o,progress:m,live:this.say(u)}),r=this.whileShown()}}if(this.set({imported:c}),this.#r(c),l=Math.min(2500,l*1.3),await this.api.pause(l),!r())throw new S}}#r({import_id:t,status:e,progress:i}){let n=`${e} ${i.bytes_read} ${i.rows_validated} ${i.rows_applied} ${i.percent}`;n!==this.state.progress.mark&&(this.set({progress:{...this.state.progress,moved:Date.now(),mark:n}}),this.host.emit("rollcall-progress",{import_id:t,status:e,percent:i.percent}))}#o({file:t},{body:e}){let{choices:i}=this.state;e&&Object.assign(i,{update_existing:!!e.update_existing,send_invitations:e.send_invitations,confirm:e.confirm}),this.begin({chosen:G(),notice:{tone:"warn",text:this.say("uploadLost"),detail:t?.name}})}#a(t,e){let{summary:i,problems:n,status:o}=t,r=o==="awaiting_confirmation";this.state.layouts.length&&t.options.layout!==this.layout.name&&this.set({layout:this.state.layouts.find(c=>c.name===t.options.layout)??this.layout}),this.show(r?"review":"result",{...L(),imported:t,isOwn:e});let l=r||o==="completed"||o==="failed",a=["created","removed","updated","failed","skipped"].find(c=>i[c])??null;l&&a&&this.lists.open(a),(n.errors||n.warnings)&&this.fixes.load(),t.undoes&&l?this.lists.undo():r&&this.lists.mails(),this.may("imports:undo").then(c=>this.set({mayUndo:c})),r||this.#l(t),o==="completed"&&e&&this.fixes.offerAliases()}#l(t){let e=this.memory.get();if(e.id!==t.import_id||e.isDone)return;this.memory.set({id:e.id,isDone:!0});let{import_id:i,status:n,source:o,undoes:r,summary:l,file:a,options:c,problems:u}=t,{errors:p,warnings:m}=u;this.host.emit("rollcall-done",{import_id:i,status:n,source:o,undoes:r,summary:l,file_name:a?.name??null,layout:c.layout,problems:{errors:p,warnings:m}})}async decide(t,e){let{import_id:i}=this.imported;this.set({isDeciding:!0});try{let{import_id:n}=await this.api.ask("POST",`${this.path}/${t}`,{body:e,isWanted:this.whileShown()});(t==="undo"||t==="retry"&&this.memory.get().id===n)&&this.memory.set({id:n}),await this.follow(n)}catch(n){if(this.set({isDeciding:!1}),!(n instanceof M)||n.status!==409)return this.fail(n);await this.try(()=>this.follow(n.document.superseded_by??i));let o=t==="undo"?lt(this.say,n):this.say("decidedElsewhere");this.set({notice:{tone:"warn",text:o}}),this.host.focus("#notice")}}async back(){let{import_id:t,status:e,undoes:i}=this.imported;this.set({isDeciding:!0});let n=await this.#n(t,this.whileShown()).catch(o=>this.fail(o));if(this.set({isDeciding:!1}),n!==void 0){if(!n&&(i||e==="awaiting_confirmation"))return this.try(()=>this.follow(t));n&&this.#l(n),this.memory.get().id===t&&this.memory.set(null),i?await this.try(()=>this.view(i)):this.begin()}}async invite(){let{invite:t}=this.state,e=t?.step!=="ask";this.set({invite:{...t,step:e?"ask":"sending"}});try{let i={import_id:this.imported.import_id,...e?{dry_run:!0}:{}},n=await this.api.ask("POST","/invitations",{body:i,isWanted:this.whileShown()}),o=n.run_id;for(;o&&n.status!=="completed"&&n.status!=="failed";)await this.api.pause(1e3),n=await this.api.ask("GET",`/invitations/${o}`,{isWanted:this.whileShown()});this.set({invite:{step:e?"ask":"done",counts:n}}),e||this.host.emit("rollcall-invited",{import_id:i.import_id})}catch(i){this.set({invite:null}),this.fail(i)}}async download(t){try{let{url:e,file_name:i}=await this.api.ask("GET",`${this.path}/export?format=${t}`);Be(e,i)}catch(e){this.fail(e)}}async template(t){let{numbered:e,name:i}=this.layout,n=e?`&modules=${Math.max(0,Math.min(e.columns_max,Math.round(t)||0))}`:"";try{let o=await this.api.ask("GET",`/template?layout=${i}${n}`,{accept:"text/csv"}),r=URL.createObjectURL(o);Be(r,`rollcall-${i}-template.csv`),setTimeout(()=>URL.revokeObjectURL(r),1e4)}catch(o){this.fail(o)}}async may(t){return _e(await this.host.token(!1),t)}end(){this.#t++,this.#e?.abort?.(),this.#e=null}};function Be(s,t){Object.assign(document.createElement("a"),{href:s,download:t,rel:"noreferrer"}).click()}function He(s){return{get(){try{return JSON.parse(sessionStorage.getItem(s)??"{}")}catch{return{}}},set(t){try{t?sessionStorage.setItem(s,JSON.stringify(t)):sessionStorage.removeItem(s)}catch{return}}}}var Et=s=>s??h;var Ks={close:"M5 5l10 10M15 5L5 15",file:"M5 2.5h6.5L15.5 7v10.5h-10.5zM11.5 2.5V7h4M7.5 11h5M7.5 14h5",upload:"M10 13V3.5M6 7l4-4 4 4M3 13v4h14v-4",download:"M10 3v9.5M6 9l4 4 4-4M3 13v4h14v-4",good:"M10 2a8 8 0 100 16 8 8 0 000-16zM6.5 10.2l2.4 2.4 4.6-5",bad:"M10 2a8 8 0 100 16 8 8 0 000-16zM10 6v5M10 13.8v.2",warn:"M10 2.5L18.5 17h-17zM10 8v4M10 14.4v.2",info:"M10 2a8 8 0 100 16 8 8 0 000-16zM10 9v5M10 6v.2",tick:"M4.5 10.5l3.5 3.5 7.5-8",history:"M3.2 8A7 7 0 113 10.6M3 4v4h4M10 6v4.3l3 1.7",search:"M9 3.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM13 13l4 4"},y=s=>he`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${Ks[s]}></path></svg>`;var b=s=>d`<bdi>${(s??"").replace(/[\u202a-\u202e\u2066-\u2069]/g,"�")}</bdi>`,_=(s,t,e=h)=>d`<div class="banner ${s}">${y(s||"info")}<strong>${t}</strong>${e}</div>`,$=(s,t,e,i="",n=!1)=>d`<button type="button" id=${s} class=${i} ?disabled=${n} @click=${e}>${t}</button>`;function X(s){let{say:t,state:e,imported:i}=s;return i.undoes?$("cancel",t("cancel"),()=>s.back(),"plain first",e.isDeciding):$("cancel",t("cancelImport"),()=>s.decide("cancel"),"plain first",e.isDeciding)}var Mt=(s,t)=>$("again",s.say("checkAgain",{count:t}),()=>s.fixes.checkAgain(),"primary",s.state.isDeciding);function Zt(s,t,e){if(t<=1)return e.length?`${s("row")} ${s.number(e[0])}`:"";let i=e.map(n=>s.number(n)).join(", ");return s("rowsMany",{count:t,list:e.length<t?`${i} …`:i})}var Ys={completed:"good",rejected:"bad",failed:"bad",awaiting_confirmation:"warn"};function Z(s,{summary:t,undoes:e},i=!1){return[["doneCreated",t.created],["doneRemoved",t.removed],[e?"doneRestored":"doneUpdated",t.updated],[e?"doneLeft":"doneSkipped",i?t.skipped:0],["doneFailed",i&&!e?0:t.failed],["doneAssigned",i?t.course_assignments:0],["doneUnassigned",t.course_assignments_removed],["doneInvited",i?t.invitations:0]].flatMap(([o,r])=>r?[s(o,{count:r})]:[])}function Qs(s,t,{names:e},i){let{import_id:n,source:o,status:r,undoes:l,undone_by:a}=t,c=F(t),u=s(c==="undone"?"short_undone":`short_${r}`),p=l?s("undoOf",{name:e.get(l)}):e.get(n),m=[b(t.started_by),...o==="undo"?[]:[s(`source_${o}`)],...r==="completed"?Z(s,t):[]];return d`<li>
    <button
      type="button"
      class="plain"
      aria-label="${p}, ${s.date(t.created_at)}, ${u}"
      @click=${()=>i(n)}
    >
      ${b(p)}
    </button>
    <div class="quiet small">${s.date(t.created_at)}${m.map(f=>d` · ${f}`)}</div>
    ${c&&a?d`<button
          type="button"
          class="plain small"
          aria-label="${s("undoShow")}: ${p}"
          @click=${()=>i(a)}
        >
          ${s("undoShow")}
        </button>`:h}
    <span class="badge ${c==="undone"?"":Ys[r]??""}">${u}</span>
  </li>`}function te(s,t,e,i){return d`${t.items.length?d`<ul class="past">
        ${t.items.map(n=>Qs(s,n,t,e))}
      </ul>`:d`<p class="quiet" role="status">${s("pastEmpty")}</p>`}
  ${t.cursor?d`<div class="row">${$("more",s("more"),i)}</div>`:h}`}function Ue(s){let{say:t,state:e}=s,{past:i,layout:n}=e,o=i&&{...i,items:i.items.filter(r=>!n||r.options.layout===n.name)};return{body:d`<section>
      <h3 tabindex="-1" data-focus>${t("past")}</h3>
      ${o?te(t,o,r=>s.try(()=>s.view(r)),()=>s.try(()=>s.lists.past())):d`<p class="quiet" role="status">${t("loading")}</p>`}
    </section>`,foot:$("back",t("back"),()=>s.begin(),"first")}}var Xs=30,Zs=5,je=({say:s})=>({body:d`<p class="quiet" role="status">${s("loading")}</p>`,foot:h});function Ve(s){let{say:t,state:e}=s,{name:i,size:n,sent:o}=e.upload??{name:"",size:1,sent:0},r=t("sent",{sent:t.size(o),size:t.size(n)});return{body:Fe(s,{title:t("uploading"),name:i,percent:100*o/n,text:r,note:t("aliveUpload")}),foot:d`${$("cancel",t("cancelImport"),()=>s.stop(),"plain first")}${$("end",t("close"),()=>s.host.close())}`}}function We(s){let{say:t,imported:e}=s,{status:i,progress:n,undoes:o}=e,r=i==="importing",l=r?n.rows_applied:n.rows_validated,a=n.rows_total,c=a===null?t("progressRead",{done:l}):t("progressRows",{done:l,total:a});return{body:Fe(s,{title:t(o?`undo_${i}`:i),name:s.fileName,percent:n.percent,text:c,note:t(o?"undoAlive":"alive")}),foot:d`
      ${r?h:X(s)} ${$("end",t("close"),()=>s.host.close())}
    `}}function Fe({say:s,state:t},{title:e,name:i,percent:n,text:o,note:r}){let{moved:l}=t.progress,a=Math.max(0,Math.round((t.now-l)/1e3)),u=a>=Xs?d`<p class="pulse small stuck" id="pulse" role="status">
        ${s("stuck",{ago:s.ago(a-a%10)})}
      </p>`:a>=Zs?d`<p class="pulse small" id="pulse">${s("lastChange",{ago:s.ago(a)})}</p>`:h;return d`<section class="work" aria-busy="true">
    <h3 tabindex="-1" data-focus>${e}</h3>
    <p class="quiet name">${b(i)}</p>
    <div class="spread">
      <b aria-hidden="true">${s.percent(n)}</b>
      <p class="quiet">${o}</p>
    </div>
    <progress max="100" .value=${n} aria-label=${e} aria-valuetext=${`${Math.round(n)} %`}></progress>
    ${t.wait?h:u}
    <p class="quiet small">${r}</p>
  </section>`}var N={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Ct=s=>(...t)=>({_$litDirective$:s,values:t}),tt=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:ti}=ge;var Je=s=>s.strings===void 0,Ge=()=>document.createComment(""),et=(s,t,e)=>{let i=s._$AA.parentNode,n=t===void 0?s._$AB:t._$AA;if(e===void 0){let o=i.insertBefore(Ge(),n),r=i.insertBefore(Ge(),n);e=new ti(o,r,s,s.options)}else{let o=e._$AB.nextSibling,r=e._$AM,l=r!==s;if(l){let a;e._$AQ?.(s),e._$AM=s,e._$AP!==void 0&&(a=s._$AU)!==r._$AU&&e._$AP(a)}if(o!==n||l){let a=e._$AA;for(;a!==o;){let c=a.nextSibling;i.insertBefore(a,n),a=c}}}return e},D=(s,t,e=s)=>(s._$AI(t,e),s),ei={},zt=(s,t=ei)=>s._$AH=t,Ke=s=>s._$AH,Lt=s=>{s._$AR(),s._$AA.remove()};var Ye=(s,t,e)=>{let i=new Map;for(let n=t;n<=e;n++)i.set(s[n],n);return i},Nt=Ct(class extends tt{constructor(s){if(super(s),s.type!==N.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,t,e){let i;e===void 0?e=t:t!==void 0&&(i=t);let n=[],o=[],r=0;for(let l of s)n[r]=i?i(l,r):r,o[r]=e(l,r),r++;return{values:o,keys:n}}render(s,t,e){return this.dt(s,t,e).values}update(s,[t,e,i]){let n=Ke(s),{values:o,keys:r}=this.dt(t,e,i);if(!Array.isArray(n))return this.ut=r,o;let l=this.ut??=[],a=[],c,u,p=0,m=n.length-1,f=0,g=o.length-1;for(;p<=m&&f<=g;)if(n[p]===null)p++;else if(n[m]===null)m--;else if(l[p]===r[f])a[f]=D(n[p],o[f]),p++,f++;else if(l[m]===r[g])a[g]=D(n[m],o[g]),m--,g--;else if(l[p]===r[g])a[g]=D(n[p],o[g]),et(s,a[g+1],n[p]),p++,g--;else if(l[m]===r[f])a[f]=D(n[m],o[f]),et(s,n[p],n[m]),m--,f++;else if(c===void 0&&(c=Ye(r,f,g),u=Ye(l,p,m)),c.has(l[p]))if(c.has(l[m])){let w=u.get(r[f]),v=w!==void 0?n[w]:null;if(v===null){let x=et(s,n[p]);D(x,o[f]),a[f]=x}else a[f]=D(v,o[f]),et(s,n[p],v),n[w]=null;f++}else Lt(n[m]),m--;else Lt(n[p]),p++;for(;f<=g;){let w=et(s,a[g+1]);D(w,o[f]),a[f++]=w}for(;p<=m;){let w=n[p++];w!==null&&Lt(w)}return this.ut=r,zt(s,a),E}});var si=120,ii=[["-missing","missing"],["-invalid","invalid"],["-too-long","long"],["-unmatched","unmatched"],["-ambiguous","unmatched"],["-duplicate","duplicate"],["-identical","duplicate"],["-repeated","duplicate"],["-exists","exists"]],ni=s=>ii.find(([t])=>s.endsWith(t))?.[1]??"other";function Qe(s,t,e){let i=new Map,n=new Map,o=a=>{let c=ni(a.code),u=`${a.severity} ${c} ${a.column??""}`,p=i.get(u)??{id:u,severity:a.severity,kind:c,column:a.column,entries:[],count:0};i.set(u,p),p.entries.push(a)},r=a=>T(e,a)?.kind==="course"?e.numbered?.prefix.trimEnd()??null:a??null,l=new Set(t?.map(a=>JSON.stringify([a.code,r(a.column),a.company??null,a.found])));for(let{code:a,severity:c,column:u,company:p,found:m,count:f,first_rows:g,suggestions:w,message:v}of t??[])o({code:a,severity:c,column:r(u),company:p??null,found:m,message:v,suggestions:w,count:f,rows:g,isCut:!1});for(let a of s){let{code:c,severity:u,message:p,suggestions:m,row:f,rows:g,first_rows:w}=a,v=r(a.column),x=a.found??"",A=a.company??null;if(l.has(JSON.stringify([c,v,A,x])))continue;let C=x&&f?JSON.stringify([c,v,A,x,Q(T(e,v))?"":p]):"",J=n.get(C);if(C&&J&&f){J.count++,J.rows.length<10&&J.rows.push(f);continue}let R=f?[f]:w??[],ne={code:c,severity:u,column:v,company:A,found:x,message:p,suggestions:m,count:g??R.length,rows:R,isCut:[...x].length>=si};C&&n.set(C,ne),o(ne)}for(let a of i.values())a.count=a.entries.reduce((c,{count:u})=>c+Math.max(1,u),0);return[...i.values()].sort((a,c)=>+(a.severity==="warning")-+(c.severity==="warning"))}var oi=["company","cohort","course"];function ee({layout:s},t,e){let i=t.column??"",[n]=t.rows;return t.code.startsWith("header-")||Q(T(s,i))&&t.found?W({...t,column:i,company:t.company,safe:!1,first_rows:t.rows},e,s):t.count>1?{kind:"value",column:i,found:t.found,to:e}:{kind:"cell",row:n,column:i,found:t.found,to:e}}var ri=s=>s.rows.map(t=>({kind:"row",row:t}));function ts(s,t){let{state:e,layout:i,fixes:n}=s,r=t.rows.length>0&&t.rows.length>=t.count?ri(t):[];if(r.length&&r.every(u=>e.fixes.has(k(u))))return Xe(s,d`${s.say("leftOut")}`,()=>n.undo(r));let l=e.fixes.get(k(ee(s,t,"")));if(l&&"to"in l)return Xe(s,d`<del>${b(t.found)}</del> → <ins>${b(l.to||"–")}</ins>`,()=>n.undo([l]));if(t.severity==="warning")return h;let a=T(i,t.column),c=!t.isCut&&(t.column||t.code.startsWith("header-"))&&!["email-duplicate","user-exists","self-disable"].includes(t.code);return d`<div class="fix">
    ${c?a&&Q(a)?ai(s,t):Ze(s,t):t.code==="email-duplicate"&&!t.isCut?Ze(s,t):h}
    ${r.length?d`<button type="button" class="plain" @click=${()=>n.choose(r)}>
          ${s.say(r.length>1?"leaveOutMany":"leaveOut")}
        </button>`:h}
  </div>`}var Xe=({say:s},t,e)=>d`<div class="fix chosen">
    <span class="tone good">${y("good")}</span><span>${t}</span
    ><button type="button" class="plain" @click=${e}>${s("undo")}</button>
  </div>`;function ai(s,t){let{say:e,fixes:i,layout:n}=s,o=T(n,t.column),r=m=>i.choose([ee(s,t,m)]),l=oi.includes(o?.kind??""),a=t.suggestions.map(m=>d`<button type="button" class="suggestion" @click=${()=>r(m)}>${e("use",{value:m})}</button>`),c=`choices-${t.code}-${t.rows[0]??t.found.length}`,u=async m=>{let f=m.currentTarget;if(!l)return;let g=f.nextElementSibling,w=await i.choices({column:t.column??"",company:t.company},f.value.length>1?f.value:"").catch(()=>[]);g?.replaceChildren(...w.map(v=>Object.assign(document.createElement("option"),{value:v})))};return d`${a}
    <form class="pick" @submit=${m=>{m.preventDefault();let{value:f}=m.currentTarget.elements[0];f.trim()&&r(f.trim())}}>
      <input
        type="text"
        list=${c}
        autocomplete="off"
        spellcheck="false"
        aria-label="${e("chooseValue")}: ${t.found||t.column}"
        placeholder=${e("chooseValue")}
        @focus=${u}
        @input=${u}
      />
      <datalist id=${c}></datalist>
      <button type="submit">${e("useThis")}</button>
    </form>`}function Ze(s,t){let{say:e,fixes:i,layout:n}=s,o=T(n,t.column),r=n.columns.some(({label:u,required:p})=>u===t.column&&p),l=u=>{let p=Ie(u.value,o,r)??(u.value===t.found?{key:"cellSame",values:{}}:null);return u.setCustomValidity(p?e(p.key,p.values):""),p},a=u=>{u.preventDefault();let p=u.currentTarget,m=p.elements[0],f=l(m),g=p.querySelector("output");g&&(g.textContent=f?e(f.key,f.values):""),f?m.focus():i.choose([ee(s,t,m.value.trim())])},[c=t.found]=t.suggestions;return d`<form class="pick" novalidate @submit=${a}>
    <input
      type="text"
      value=${c}
      autocomplete="off"
      spellcheck="false"
      aria-label="${e("corrected")}: ${t.column}"
      @input=${u=>l(u.currentTarget)}
    />
    <button type="submit">${e("useThis")}</button>
    <output class="small tone bad"></output>
  </form>`}var li=10,se=500,ci=40,es=new WeakMap;function di({state:s,layout:t}){let{problems:e}=s,i=es.get(e.items);if(i)return i;let n=Qe(e.items,e.findings,t);return es.set(e.items,n),n}function dt(s){let{say:t,state:e,imported:i}=s,{items:n,cursor:o,isLoading:r}=e.problems,l=i.problems.errors+i.problems.warnings;if(!l)return h;let a=di(s),c=a.reduce((p,{entries:m})=>p+m.length,0)<=ci,u=r?t("loading"):o?t("showing",{shown:n.length,total:l}):"";return d`<section id="problems">
    <h3>${t("problems")}</h3>
    ${pi(s)}
    <div class="list">
      ${Nt(a,({id:p})=>p,(p,m)=>ui(s,p,c||m===0))}
    </div>
    ${s.fixes.isPossible&&e.fixes.size?d`<p class="quiet small">${t("fixesLost")}</p>`:h}
    <div class="spread">
      <p class="quiet small" role="status">${u}</p>
      ${o&&!r?d`<button type="button" id="more-problems" @click=${()=>s.lists.problems()}>${t("more")}</button>`:h}
    </div>
  </section>`}function ui(s,{id:t,severity:e,kind:i,column:n,entries:o,count:r},l){let{say:a,state:c}=s,u=c.problems.shown[t]??li,p=o.length-u,m=()=>s.lists.show(t,u,Math.min(o.length,u+se));return d`<details ?open=${l}>
    <summary>
      <span
        >${a(`kind_${i}`)}${n?d` · ${b(n)}`:h}${e==="error"?h:d`<span class="quiet"> (${a("warning")})</span>`}</span
      >
      <span class="badge ${e==="error"?"bad":"warn"}">${a.number(r)}</span>
    </summary>
    <ul>
      ${o.slice(0,u).map(f=>d`<li class="problem">
            <div class="says">
              <span dir="auto">${f.message}</span>${f.rows.length?d`<span class="quiet small num">${Zt(a,f.count,f.rows)}</span>`:h}
            </div>
            ${s.fixes.isPossible?ts(s,f):h}
          </li>`)}
    </ul>
    ${p>0?d`<div class="row">
          ${$("",p>se?a("more"):a("showAll",{count:o.length}),m,"plain")}
        </div>`:h}
  </details>`}function pi(s){let{say:t,state:e,fixes:i,layout:n}=s,{safe:o}=i;if(!o.length)return h;if(!e.isSafeListOpen)return d`<div class="row">
      ${$("accept-safe",t("acceptSafe",{count:o.length}),()=>(s.set({isSafeListOpen:!0}),s.host.focus("#apply-safe")))}
    </div>`;let r=o.reduce((l,{count:a})=>l+a,0);return d`<div class="banner" id="safe">
    <strong>${t("acceptSafeHelp")}</strong>
    <ul class="plainlist">
      ${o.slice(0,se).map(l=>{let a=W(l,l.suggestions[0],n);return d`<li>
          <span class="quiet">${b(l.column)}</span> <del>${b(l.found)}</del> →
          <ins>${b("to"in a?a.to:"")}</ins>
          <span class="quiet small">${Zt(t,l.count,l.first_rows)}</span>
        </li>`})}
    </ul>
    <div class="row">
      ${$("apply-safe",t("acceptApply",{rows:r}),()=>i.acceptSafe(),"primary")}
      ${$("",t("cancel"),()=>s.set({isSafeListOpen:!1}))}
    </div>
  </div>`}var ss={created:"good",failed:"bad",kept:"warn"},hi=["created","updated","skipped","undo_removed","undo_updated","undo_course_assignments_removed"];function st(s){let{say:t,state:e,imported:i,layout:n}=s,{summary:o,undoes:r}=i,l=i.status==="awaiting_confirmation",a=r?fi(o,n):mi(n),c=m=>{let f=r&&m!=="failed"?`undo_${m}`:m;return t(l&&hi.includes(f)?`to_${f}`:f)},u=m=>{let f={ArrowRight:1,ArrowLeft:-1}[m.key];if(!f)return;let g=a.filter(v=>o[v]),w=g[(g.indexOf(e.rows.tab??"")+f+g.length)%g.length];w&&(m.preventDefault(),s.lists.open(w),s.host.focus(`#count-${w}`))},{tab:p}=e.rows;return d`<section>
    <div class="counts" role="tablist" aria-label=${t(l?"preview":"summary")} @keydown=${u}>
      ${a.map(m=>{let f=m===p;return d`<button
          type="button"
          role="tab"
          id="count-${m}"
          class=${ss[m]&&o[m]?`tone ${ss[m]}`:""}
          ?disabled=${!o[m]}
          aria-selected=${f?"true":"false"}
          aria-controls=${Et(f?"opened":void 0)}
          tabindex=${f||!p?"0":"-1"}
          @click=${()=>s.lists.open(m)}
        >
          <b>${t.number(o[m])}</b> <span>${c(m)}</span>
        </button>`})}
    </div>
    ${p?gi(s,c(p)):h}
  </section>`}function mi({existing_users:s,numbered:t}){return[...["created",...s==="refuse"?[]:["updated","skipped"],"failed"],...t?["course_assignments"]:[],"invitations"]}function fi({failed:s,kept:t},{existing_users:e,numbered:i}){let n=["removed",...e==="refuse"?[]:["updated"]];return i&&n.push("course_assignments_removed"),[...n,"skipped",...t?["kept"]:[],...s?["failed"]:[]]}function gi(s,t){let{say:e,state:i,imported:n}=s,{items:o,cursor:r,isLoading:l,search:a,tab:c}=i.rows,u=o.filter(g=>St(g,a)),p=n.summary[c??""]??0,m=c?.startsWith("course_assignments")?r?0:o.length:p,f=l?e("loading"):u.length?a?e("found",{count:u.length}):m>o.length||r?e("showing",{shown:o.length,total:Math.max(m,o.length)}):"":e("emptyList");return d`<div class="list" id="opened" role="tabpanel" aria-labelledby="count-${c}">
    ${o.length>5||a?d`<label class="search"
          >${y("search")}<span class="sr">${e("searchRows")}</span
          ><input
            type="search"
            id="search"
            autocomplete="off"
            spellcheck="false"
            placeholder=${e("searchRows")}
            .value=${a}
            @input=${g=>s.lists.search(g.currentTarget.value)}
        /></label>`:h}
    ${u.length?d`<div class="scroll" tabindex="0" role="region" aria-label=${t}>
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
              ${u.map(g=>bi(s,g))}
            </tbody>
          </table>
        </div>`:h}
    <div class="spread">
      <p class="quiet small" role="status">${f}</p>
      ${r&&!l?d`<button type="button" id="more-rows" @click=${()=>s.lists.more()}>${e("more")}</button>`:h}
    </div>
  </div>`}function bi(s,t){let{say:e}=s,{name:i,last_name:n,email:o,company:r,cohort:l}=t.user;return d`<tr>
    <td class="num" data-label=${e("row")}>${e.number(t.row)}</td>
    <td>
      <div><strong>${b([i,n].filter(Boolean).join(" "))}</strong></div>
      <div class="quiet">${b(o)}</div>
    </td>
    <td>
      ${r?d`<div>${b(r)}</div>`:h}${l?d`<div class="quiet">${b(l)}</div>`:h}
    </td>
    <td>${wi(s,t)}</td>
  </tr>`}function wi(s,t){let{say:e}=s,{outcome:i,reason:n,user:o,changes:r,kept:l,problems:a}=t,c=u=>t.courses.filter(({id:p})=>u.includes(p));return d`
    ${n?d`<div class="quiet">${$i(s,t)}</div>`:h}
    ${i==="created"&&o.language?d`<div class="quiet">
          ${e.language(o.language)}${o.enabled===!1?d` · ${e("disabledAccount")}`:h}
        </div>`:h}
    ${r.map(({column:u,old:p,new:m})=>d`<div>
          ${u}: ${p?d`<del>${b(p)}</del>`:"–"} → ${m?d`<ins>${b(m)}</ins>`:"–"}
        </div>`)}
    ${c(t.courses_assigned).map(({title:u})=>d`<div>+ ${b(u)}</div>`)}
    ${c(t.courses_removed).map(({title:u})=>d`<div>− ${b(u)}</div>`)}
    ${l.map(({column:u,current:p})=>d`<div>
          ${u}: ${p?b(p):"–"} <span class="quiet">(${e("undoStays")})</span>
        </div>`)}
    ${i==="failed"?a.map(({message:u})=>d`<div>${b(u)}</div>`):h}
  `}function $i({say:s,state:t,imported:e},{reason:i,changed_by:n}){if(!e.undoes)return s(i??"");let o=t.since.find(r=>r.import_id===n);return d`${s(`why_${i}`)}${o?d` (${b(o.file?.name)})`:h}`}function is(s){let{say:t,state:e,imported:i}=s,{undone:n}=e;return d`<div class="spread">
      <p class="name">${b(t("undoOf",{name:s.fileName}))}</p>
      ${as(s,"show-import","undoImport",i.undoes)}
    </div>
    ${n?d`<p class="quiet small">
          ${t.date(n.created_at)} ·
          ${b(n.started_by)}${Z(t,n).map(o=>d` · ${o}`)}
        </p>`:h}`}function ns(s){let{say:t,state:e,imported:i}=s,{removed:n,updated:o}=i.summary,{mayUndo:r}=e,l=n?o?"undoConfirm":"undoRemove":"undoRestore",a=e.since.length?vi(s):n+o?_("",t("undoKeeps"),d`<p>${t("nothingYet")}</p>`):h;return{body:d`
      <section>
        <h3 tabindex="-1" data-focus class="sr">${t("preview")}</h3>
        ${ut(s)} ${a} ${n+o?h:_("",t("undoNothing"))}
        ${r===!1?_("warn",t("undoScope")):h}
      </section>
      ${st(s)} ${pt(s)}
    `,foot:d`
      ${X(s)}
      ${r&&n+o?$("confirm",t(l,{removed:n,restored:o}),()=>s.decide("confirm",{ignore_errors:!1}),"primary danger",e.isDeciding):h}
    `}}function vi({say:s,state:t}){let{since:e}=t;return _("warn",s("undoSince",{count:e.length}),d`<p>${s("undoKeeps")} ${s("undoSinceHelp")}</p>
      <ul class="plainlist">
        ${e.map(i=>d`<li>
              ${b(i.file?.name??i.import_id)}
              <span class="quiet small">${s.date(i.created_at)} · ${b(i.started_by)}</span>
            </li>`)}
      </ul>`)}var os=(s,t)=>_(t==="undone"?"":"warn",s.say(t),d`<p>${Z(s.say,s.imported,!0).join(" · ")}</p>
      ${as(s,"show-undo","undoShow",s.imported.undone_by)}`);function rs(s){let{say:t,state:e,imported:i}=s;return e.mayUndo&&Pe(i)?$("undo",t("undoStart"),()=>s.decide("undo",{confirm:!0}),"",e.isDeciding):h}var as=(s,t,e,i)=>$(t,s.say(e),()=>s.try(()=>s.view(i??"")),"plain");function ut(s){let{say:t,imported:e}=s,{progress:i,started_by:n,created_at:o,options:r,undoes:l}=e,a=i.rows_total??i.rows_validated,c=[...a?[t("rowsCount",{rows:a})]:[],...s.layout.existing_users==="refuse"?[]:[t(r.update_existing?"factUpdateOn":"factUpdateOff")],t(r.send_invitations?"factMailsOn":"factMailsOff")],u=Math.max(0,Math.round((Date.now()-Date.parse(o))/1e3));return d`<div class="facts" id="facts">
    ${l?is(s):d`<p class="name">${b(s.fileName)}</p>
          <p class="quiet small">${c.join(" · ")}</p>`}
    <p class="quiet small">${t("startedBy",{who:n,ago:t.ago(u)})}</p>
  </div>`}function ls(s){let{say:t,state:e,imported:i,layout:n}=s;if(i.undoes)return ns(s);let{errors:o,warnings:r}=i.problems,{created:l,updated:a,skipped:c,failed:u,invitations:p,course_assignments:m}=i.summary,f=l+a+c,g=l+a+m+p===0,w=g&&f>0&&!o,v=n.existing_users!=="refuse"&&!i.options.update_existing,x=o?_("bad",t("withErrors",{count:u,total:u+f}),d`<p>
          ${f?t(s.fixes.isPossible?"withErrorsFix":"withErrorsHelp",{valid:f}):t("noneValid")}
        </p>`):w?_("",t("nothingTitle"),d`<p>${t(v?"nothingExist":"nothingNew",{count:c})}</p>`):_("good",t("noErrors"),d`<p>${t("nothingYet")}</p>`),A=e.fixes.size,C=u?t("confirmRest",{count:l+a,left:u}):t("confirmCount",{count:l+a});return{body:d`
      <section>
        <h3 tabindex="-1" data-focus class="sr">${t("preview")}</h3>
        ${ut(s)} ${x}
      </section>
      ${o?dt(s):h} ${st(s)}
      ${e.mails?d`<p class="quiet small" id="mails">${e.mails}</p>`:h}
      ${r&&!o?dt(s):h} ${pt(s)}
    `,foot:d`
      ${X(s)}
      ${p&&!A&&!w?d`<span class="quiet small mailnote">${t("mailsNow",{count:p})}</span>`:h}
      ${$("back",t("back"),()=>s.back(),"",e.isDeciding)}
      ${A?Mt(s,A):w?v&&s.fixes.isPossible?$("update",t("updateThem"),()=>s.fixes.checkAgain({update_existing:!0}),"primary",e.isDeciding):h:f&&!g?$("confirm",C,()=>s.decide("confirm",{ignore_errors:o>0}),"primary",e.isDeciding):h}
    `}}function pt(s){let{say:t,imported:e}=s,i=!e.undoes&&(e.problems.errors>0||e.summary.failed>0),n=(o,r)=>$(`export-${o}`,t(r),()=>s.download(o),"plain");return d`<section class="exports">
    <h3>${t("exports")}</h3>
    <div class="row">
      ${i?n("fix","exportFix"):h}${n("csv","exportCsv")}${n("json","exportJson")}
    </div>
    ${i?d`<p class="quiet small">${t("exportFixHelp")}</p>`:h}
  </section>`}function ds(s){let{say:t,state:e,imported:i}=s,{status:n,failure:o,problems:r,summary:l,undoes:a,undone_by:c}=i,u=n==="completed"||n==="failed",p=F(i),m=i.progress.rows_validated>0,f=s.fixes.isPossible?e.fixes.size:0,g=o?.retryable&&(a?e.mayUndo:!c),w=$("retry",t("retry"),()=>s.decide("retry"),"primary",e.isDeciding),v=A=>$("another",t("another"),()=>s.another(),A),x=A=>$("end",t("close"),()=>s.host.close(),A);return{body:d`
      <section>
        <div tabindex="-1" data-focus>${p?os(s,p):yi(s)}</div>
        ${ut(s)}
      </section>
      ${n==="completed"&&!p?d`${xi(s)}${_i(s)}`:h}
      ${n==="rejected"&&!m&&!a?cs(s):h} ${u?st(s):h}
      ${r.errors||r.warnings?dt(s):h}
      ${n==="rejected"&&m&&!a?cs(s):h}
      ${n==="completed"||n==="cancelled"&&!a?pt(s):h}
    `,foot:a?d`${x("plain first")} ${g?w:v("primary")}`:d`
          ${v("plain first")} ${rs(s)}
          ${n==="rejected"&&!f?$("back",t("back"),()=>s.begin()):h}
          ${f?Mt(s,f):g?w:x(n==="rejected"&&l.failed?"":"primary")}
        `}}function yi({say:s,imported:t,state:e}){let{status:i,summary:n,failure:o,problems:r,undoes:l}=t,{failed:a,skipped:c,kept:u}=n,p=l?c>0||u>0:a>0,m=i==="completed"?p?"warn":"good":i==="failed"||i==="rejected"?"bad":"",f=l?`undo_${i}${i==="completed"&&p?"With":""}`:i==="completed"&&a?"completedWith":i==="failed"?"failed_import":i,g=s(f,{count:a}),w=r.file.some(({code:x})=>x==="course-unmatched"),v={completed:Z(s,t,!0).join(" · "),rejected:l?"":s(w?"rejectedCourses":"rejectedHelp"),expired:l?"":s("expiredHelp"),failed:s.lang==="en"&&o?o.detail:o&&s(o.retryable?l?"undoRetry":"failedRetry":"failedFinal")}[i];return _(m,g,v&&!e.isDeciding?d`<p>${v}</p>`:h)}function cs(s){let{say:t}=s,e=n=>{n.currentTarget.getRootNode().getElementById("file")?.click()},i=n=>{let o=n.currentTarget,r=[...o.files??[]];o.value="",r.length&&s.replace(r)};return d`<section class="path" aria-label=${t("fixPath")}>
    <div>
      <p>${t("fixPath1")}</p>
      <button type="button" id="export-fix" class="with" @click=${()=>s.download("fix")}>
        ${y("download")}${t("exportFix")}
      </button>
    </div>
    <div class="drop small" id="drop" @click=${e}>
      <p>${t("fixPath2")}</p>
      <button type="button" id="select">${t("select")}</button>
    </div>
    <input type="file" accept=".csv,text/csv" hidden id="file" @change=${i} />
  </section>`}function xi(s){let{say:t,state:e,imported:i}=s,{created:n,invitations:o}=i.summary,{invite:r}=e;if(!n||o)return h;if(!r)return d`<div class="row">
      ${$("invite",t("inviteThese",{count:n}),()=>s.invite())}
    </div>`;if(r.step==="done")return _("good",t("inviteDone",{count:r.counts?.queued??0}));let l=r.counts?.queued;return l===void 0||r.step==="sending"?d`<p class="quiet" role="status">${t("loading")}</p>`:l?_("",t("inviteAsk",{count:l}),d`<div class="row">
      ${$("invite-send",t("inviteSend",{count:l}),()=>s.invite(),"primary")}
      ${$("",t("cancel"),()=>s.set({invite:null}))}
    </div>`):_("",t("inviteDone",{count:0}))}function _i(s){let{say:t,state:e,fixes:i}=s,{aliases:n}=e;if(!n)return h;if(n.step==="done")return _("good",t("aliasDone"));let o=r=>{let l=new Set(n.chosen);l.delete(r)||l.add(r),s.set({aliases:{...n,chosen:l}})};return _("",t("aliasAsk"),d`<ul class="plainlist">
        ${n.fixes.map(r=>{let l=k(r);return d`<li>
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
        ${$("alias-send",t("aliasSend"),()=>i.sendAliases(),"",!n.chosen.size)}
        ${$("",t("cancel"),()=>s.set({aliases:null}))}
      </div>`)}var O=Ct(class extends tt{constructor(s){if(super(s),s.type!==N.PROPERTY&&s.type!==N.ATTRIBUTE&&s.type!==N.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Je(s))throw Error("`live` bindings can only contain a single expression")}render(s){return s}update(s,[t]){if(t===E||t===h)return t;let e=s.element,i=s.name;if(s.type===N.PROPERTY){if(t===e[i])return E}else if(s.type===N.BOOLEAN_ATTRIBUTE){if(!!t===e.hasAttribute(i))return E}else if(s.type===N.ATTRIBUTE&&e.getAttribute(i)===t+"")return E;return zt(s),t}});var ki={"windows-1252":"encWestern","windows-1250":"encCentral",macintosh:"encMac","windows-1251":"encCyrillic"};function us(s){let{say:t,state:e}=s,{check:i,encoding:n}=e.chosen;if(!i?.samples.length)return h;let o=r=>s.readAs(r.currentTarget.value);return d`<div class="encoding" id="encoding">
    <label for="encoding-choice">${t("encodingAssumed")}</label>
    <select id="encoding-choice" @change=${o}>
      <option value="" .selected=${O(!n)}>${t("encAuto")}</option>
      ${Object.entries(ki).map(([r,l])=>d`<option value=${r} .selected=${O(r===n)}>${t(l)} (${r})</option>`)}
    </select>
    <p class="samples" role="status">${i.samples.map((r,l)=>d`${l?" · ":""}${b(r)}`)}</p>
  </div>`}function ps(s,t){let{say:e,state:i,layout:n}=s,{mapping:o,isMapped:r}=i.chosen,l=n.columns.map(({label:g})=>g),a=t.flatMap(({column:g})=>g&&!l.includes(g)?[g]:[]),c=(g,w)=>{let v=new Map(s.state.chosen.mapping).set(g,w||null);s.set({chosen:{...s.state.chosen,mapping:v,isMapped:!0}})},u=g=>{let{at:w,state:v,label:x,column:A}=g;if(v==="missing")return d`<span class="tone bad">${e("missingColumn")}</span>`;if(!o.has(w))return d`<span class="tone good">✓ ${b(A??e("ignoredColumn"))}</span>`;let C=o.get(w)??"",J=R=>c(w,R.currentTarget.value);return d`<select
      aria-label="${x||e("columnNumber",{at:w})} → ${e("templateColumn")}"
      @change=${J}
    >
      <option value="" .selected=${O(!C)}>${e("ignoreColumn")}</option>
      ${[...new Set([...l,...a])].map(R=>d`<option value=${R} .selected=${O(R===C)}>${R}</option>`)}
    </select>`},p=new Set([...o.values()]),m=t.filter(g=>g.state!=="missing"||!p.has(g.column)),f=yt(t,o,n);return d`<div class="scroll" tabindex="0" role="region" aria-label=${e("templateColumn")} id="header">
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
                  ${g.cells.filter(Boolean).map((w,v)=>d`${v?", ":""}${b(w)}`)}
                </td>
                <td>${u(g)}</td>
              </tr>`)}
        </tbody>
      </table>
    </div>
    ${r?d`<p class="small ${f?"tone good":"tone bad"}" role="status">
          ${e(f?"namesUsed":"namesOpen")}
        </p>`:f?d`<div class="row">${$("use-names",e("useNames"),()=>Ai(s),"primary")}</div>`:h}`}function Ai(s){s.set({chosen:{...s.state.chosen,isMapped:!0}}),s.host.focus("#start")}function hs(s){let{say:t,state:e,layout:i}=s,{check:n}=e.chosen,o=i.name==="learners"||e.choices.confirm;return{body:d`${Si(s)}${zi(s)}`,foot:d`
      ${e.chosen.file?h:d`<span class="quiet small">${t("chooseFirst")}</span>`}
      ${$("start",o?t("checkFile"):t("importRows",{rows:n?.rows??0}),()=>s.upload(),"primary",!s.isReady)}
    `}}function Si(s){let{say:t,state:e}=s,i=n=>{let o=n.currentTarget;s.check([...o.files??[]]),o.value=""};return d`<section aria-label=${t("step2")}>
    <h3 class=${e.chosen.file?"sr":""}>${t("step2")}</h3>
    ${e.chosen.file?Ti(s):Oi(s)}
    <input type="file" accept=".csv,text/csv" hidden id="file" @change=${i} />
    ${e.chosen.file?h:Ci(s)}
  </section>`}var ms=s=>{s.currentTarget.getRootNode().getElementById("file")?.click()};function Oi({say:s,layout:t}){let{rows_max:e,file_bytes_max:i}=t.limits;return d`<div class="drop" id="drop" @click=${ms}>
    ${y("upload")}
    <p>${s("drop")}</p>
    <button type="button" id="select">${s("select")}</button>
    <p class="quiet small">${s("limits",{rows:e,size:s.size(i)})}</p>
  </div>`}function Ti(s){let{say:t,state:e}=s,{file:i,part:n,check:o,problem:r,otherLayout:l}=e.chosen;if(!i)return h;let a=[o&&o.rows>0&&!r?t("checked",{rows:o.rows}):"",o?.courseColumns?t("factsCourses",{count:o.courseColumns}):"",t.size(i.size)].filter(Boolean);return d`<div class="file" id="drop">
      ${o&&!r?d`<span class="tone good">${y("good")}</span>`:y("file")}
      <div class="name">${b(i.name)}</div>
      <button type="button" id="select" class="plain" @click=${ms}>${t("chooseOther")}</button>
      <div class="quiet small" id="check" role="status">${n!==null?t("checking"):a.join(" · ")}</div>
      ${n!==null?d`<progress max="1" .value=${n} aria-label=${t("checking")}></progress>`:h}
    </div>
    ${r?_("bad",s.sayProblem(r),d`${o?.header?d`<p>${t("headerHelp")}</p>`:h}
          ${l?$("switch",t("switchLayout"),()=>Ei(s,l)):h}`):h}
    ${o?.header?ps(s,o.header):h}
    ${o&&!o.header?d`${Mi(s)}${us(s)}`:h}`}function Ei(s,t){let{file:e}=s.state.chosen;s.useLayout(t),e&&s.check([e])}function Mi({say:s,state:t}){let{check:e}=t.chosen;if(!e?.preview.length)return h;let i=e.labels.map((n,o)=>({label:n,at:o})).filter(({label:n,at:o})=>n&&e.preview.some(r=>r[o]));return d`<div class="scroll" tabindex="0" role="region" aria-label=${s("firstRows")} id="preview">
    <table class="cells">
      <thead>
        <tr>
          ${i.map(({label:n})=>d`<th scope="col">${b(n)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${e.preview.map(n=>d`<tr>
              ${i.map(({at:o})=>d`<td>${b(n[o])}</td>`)}
            </tr>`)}
      </tbody>
    </table>
  </div>`}function Ci(s){let{say:t,layout:e}=s,{numbered:i}=e,n=r=>{let l=r.currentTarget.getRootNode();s.template(Number(l.getElementById("modules")?.value??0))},o=(r,l,a)=>d`<li>
      <strong>${r}</strong>${l?d`<span class="quiet"> (${t("required")})</span>`:h}
      <div class="quiet small">${a}</div>
    </li>`;return d`<div class="template">
    <button type="button" id="template" class="with" @click=${n}>${y("download")}${t("download")}</button>
    ${i?d`<label class="count"
          >${t("courseColumns")}<input
            type="number"
            id="modules"
            min="0"
            max=${i.columns_max}
            value=${i.template_default}
        /></label>`:h}
    <details>
      <summary><span>${t("columns")}</span></summary>
      <p class="small quiet inset">${t("step1Help")}</p>
      <ul>
        ${e.columns.map(r=>o(r.label,r.required,r.help))}
        ${i?o(`${i.prefix}1 …`,!1,i.help):h}
      </ul>
    </details>
  </div>`}function zi(s){let{say:t,state:e,layout:i,host:n}=s,{choices:o}=e,r=c=>!n.hiddenOptions.includes(c),l=(c,u)=>{let p=m=>{let{checked:f}=m.currentTarget;s.set({choices:{...s.state.choices,[c]:f}})};return d`<div class="option">
      <input
        type="checkbox"
        id=${c}
        .checked=${O(o[c])}
        ?disabled=${n.lockedOptions.includes(c)}
        aria-describedby="${c}-help"
        @change=${p}
      />
      <label for=${c}>${t(u)}</label>
      <p class="quiet small" id="${c}-help">${t(`${u}${o[c]?"On":"Off"}`)}</p>
    </div>`},a=[i.existing_users==="by_option"&&r("update_existing")?l("update_existing","update"):h,r("send_invitations")?l("send_invitations","mails"):h,i.name!=="learners"&&r("confirm")?l("confirm","review"):h,i.name!=="learners"&&!o.confirm&&r("on_row_errors")?Li(s):h];return a.every(c=>c===h)?h:d`<section>
    <h3>${t("step3")}</h3>
    <div class="options">${a}</div>
  </section>`}function Li(s){let{say:t,state:e,host:i}=s,n=(o,r)=>d`<label class="radio"
      ><input
        type="radio"
        name="on_row_errors"
        value=${o}
        .checked=${O(e.choices.on_row_errors===o)}
        ?disabled=${i.lockedOptions.includes("on_row_errors")}
        @change=${()=>s.set({choices:{...s.state.choices,on_row_errors:o}})}
      />${t(r)}</label
    >`;return d`<fieldset class="choice">
    <legend>${t("onErrors")}</legend>
    ${n("reject","onErrorsReject")}${n("skip","onErrorsSkip")}
  </fieldset>`}var Ni={loading:je,start:hs,upload:Ve,progress:We,review:ls,result:ds,history:Ue},fs=["stepFile","stepCheck","stepResult"];function Ri({view:s,imported:t}){return s==="review"?2:s==="progress"?t?.status==="importing"?3:2:s==="result"?t?.status==="completed"||t?.status==="failed"?3:2:1}function qi({say:s,state:t},e){let{imported:i,upload:n,isOwn:o}=t;if(n)return s("openUploading",{percent:s.percent(100*n.sent/n.size)});if(!i||!o)return e;let{status:r,undoes:l,progress:a}=i;return r==="awaiting_confirmation"?s(l?"undoOpen":"openWaiting"):r==="importing"||r==="validating"?s(l?"undoPercent":"openImporting",{percent:s.percent(a.percent)}):e}function gs(s,t){let{say:e,state:i}=s,n=e((i.layout?.name??s.host.layout)==="learners"?"addUsers":"importUsers"),o=!!i.imported?.undoes,r=o?fs.slice(1):fs,l=Ri(i)-(o?1:0),a=t.isOpen?Ni[i.view](s):{body:h,foot:h},c=(m,f)=>{let g=f+1,w=g===r.length&&l===g,v=g<l||w&&i.imported?.status==="completed";return d`<li class=${v?"done":""} aria-current=${Et(g===l?"step":void 0)}>
      <span class="dot" aria-hidden="true">${v?y("tick"):e.number(g)}</span>
      <span class="sr">${e("stepOf",{at:g,count:r.length})} </span>${e(m)}
    </li>`},u=d`
    <div class="head">
      <h2 id="title" tabindex="-1">${o?e("undoTitle"):n}</h2>
      <div class="tools">
        ${t.hasHistory&&i.view==="start"?d`<button type="button" id="history" class="plain with" @click=${()=>s.history()}>
              ${y("history")}<span>${e("past")}</span>
            </button>`:h}
        ${t.isInline?h:d`<button type="button" id="close" class="icon" aria-label=${e("close")} @click=${t.onClose}>
              ${y("close")}
            </button>`}
      </div>
      <ol class="steps" id="steps" ?hidden=${i.view==="history"}>
        ${r.map(c)}
      </ol>
      <div class="sr" role="status" id="live">${i.live}</div>
    </div>
    <div class="body">${Ii(s)}${Pi(s)}${a.body}</div>
    <div class="foot">${a.foot}</div>
  `,p=t.onDrag;return d`
    ${t.hasButton&&!t.isInline?d`<button type="button" class="primary" id="open" part="button" @click=${t.onOpen}>
          ${qi(s,n)}
        </button>`:h}
    ${t.isInline?d`<section
          class="inline ${t.isOver?"over":""}"
          part="dialog"
          lang=${e.lang}
          dir="ltr"
          aria-labelledby="title"
          @dragenter=${p}
          @dragleave=${p}
          @dragover=${p}
          @drop=${p}
        >
          ${u}
        </section>`:d`<dialog
          class="${t.isPanel?"panel":""} ${t.isOver?"over":""}"
          part="dialog"
          aria-labelledby="title"
          lang=${e.lang}
          dir="ltr"
          @close=${t.onClosed}
          @dragenter=${p}
          @dragleave=${p}
          @dragover=${p}
          @drop=${p}
        >
          ${u}
        </dialog>`}
  `}function Ii({say:s,state:t,api:e,host:i}){let{wait:n,now:o,view:r}=t;if(!n)return d`<div id="wait"></div>`;let l=Math.max(0,Math.round((n.until-o)/1e3));return d`<div id="wait">
    <div class="banner warn" role="status">
      ${y("warn")}<strong>${s(n.kind==="offline"&&r==="loading"?"unreachable":n.kind)}</strong>
      ${n.kind==="signIn"||!l?h:d`<p class="seconds small" aria-hidden="true">${s("nextTry",{seconds:l})}</p>`}
      <div class="row">
        <button type="button" @click=${()=>e.wake()}>${s("tryNow")}</button>
        ${r==="loading"?d`<button type="button" @click=${()=>i.close()}>${s("close")}</button>`:h}
      </div>
    </div>
  </div>`}function Pi({say:s,state:t}){let{notice:e}=t;return e?d`<div id="notice" tabindex="-1">
    <div class="banner ${e.tone}" role="alert">
      ${y(e.tone||"info")}<strong>${e.text}</strong>
      ${e.detail?d`<p class="name">${b(e.detail)}</p>`:h}
      ${e.onRetry?d`<button type="button" @click=${e.onRetry}>${s("retry")}</button>`:h}
    </div>
  </div>`:d`<div id="notice"></div>`}var Di=500,Rt=class extends q{static observedAttributes=["lang","layout","api","button","presentation","history"];#t=null;#e="";#s=0;#i;options={};lockedOptions=[];hiddenOptions=[];connectedCallback(){super.connectedCallback(),addEventListener("online",this.#n),addEventListener("beforeunload",this.#r),setTimeout(()=>this.#t?.watch(),Di)}disconnectedCallback(){this.#t?.end(),this.#t=null,clearInterval(this.#i),removeEventListener("online",this.#n),removeEventListener("beforeunload",this.#r)}get isOpen(){return this.#a||!!this.#o?.open}get import(){return this.#t?.state.imported??null}async open(t){await this.loading;let e=this.#o;!this.#t||e?.open||(e?.showModal(),this.toggleAttribute("open",!0),e&&this.root.getElementById("title")?.focus(),clearInterval(this.#i),this.#i=setInterval(()=>this.#t?.set({now:Date.now()}),1e3),await this.#t.open(t??this.getAttribute("import")??void 0))}close(){this.#o?.close(),this.#l()}get isBusy(){return this.isOpen&&!this.#a||!!this.#t?.isUploading}wake(){this.#t?.api.wake()}#n=()=>this.wake();#r=t=>this.#t?.isUploading&&t.preventDefault();get#o(){return this.root.querySelector("dialog")}get#a(){return this.getAttribute("presentation")==="inline"}begin(t){let e=this,{api:i}=this,n=this.getAttribute("layout")??"";this.#t?.end();let o={api:i,layout:n,memory:He(`rollcall-import ${i} ${n}`),token:r=>e.tokenFor(r),render:()=>e.render(),focus:r=>e.#e=r,isOpen:()=>e.isOpen,close:()=>e.close(),emit:(r,l)=>e.emit(r,l),get options(){return e.options},get lockedOptions(){return e.lockedOptions},get hiddenOptions(){return e.hiddenOptions}};this.#t=new Tt(o,t),this.#a&&queueMicrotask(()=>this.open())}view(){let t=this.#t,e=t.state.layout?.name??this.getAttribute("layout");return gs(t,{isOpen:this.isOpen,isPanel:(this.getAttribute("presentation")??(e==="learners"?"panel":"dialog"))==="panel",isInline:this.#a,hasButton:this.getAttribute("button")!=="none",hasHistory:this.getAttribute("history")!=="none",isOver:this.#s>0,onOpen:()=>this.open(),onClose:()=>this.close(),onClosed:()=>this.#l(),onDrag:i=>this.#c(i)})}rendered(){if(!this.#e||!this.isOpen)return;let t=this.root.querySelector(this.#e);if(!t)return;let e=this.#e==="[data-focus]"||this.#e==="#title";this.#e="",t.focus({preventScroll:e}),e&&this.root.querySelector(".body")?.scrollTo(0,0)}#l(){!this.#o||this.#o.open||!this.hasAttribute("open")||(this.toggleAttribute("open",!1),clearInterval(this.#i),this.#t?.closed(),this.render())}#c(t){t.preventDefault();let{view:e,imported:i}=this.#t?.state??{},n=e==="start"||e==="result"&&i?.status==="rejected",o={dragenter:this.#s+1,dragleave:this.#s-1,dragover:this.#s}[t.type]??0;if(this.#s=n?Math.max(0,o):0,t.type==="drop"&&n&&t.dataTransfer){let r=[...t.dataTransfer.files];e==="start"?this.#t?.check(r):this.#t?.replace(r)}t.type!=="dragover"&&this.render()}};var Bi=50,qt=class extends q{#t=null;#e=null;#s={past:null,isLoading:!1,error:""};#i=0;connectedCallback(){super.connectedCallback(),document.addEventListener("rollcall-done",this.#n)}disconnectedCallback(){this.#i++,document.removeEventListener("rollcall-done",this.#n)}#n=()=>this.reload();wake(){this.#e?.wake()}begin(t){this.#t=t,this.#e=new P({base:this.api,lang:t.lang,token:e=>this.tokenFor(e),onWait:e=>e?.kind==="signIn"&&this.emit("rollcall-unauthorized")}),setTimeout(()=>this.reload())}async reload(){this.#i++,await this.#r(kt())}async#r(t){let e=this.#i,i=this.#e,n=this.#t;if(!(!i||!n)){this.#o({isLoading:!0,error:""});try{this.#o({past:await At(i,t,Bi,()=>e===this.#i),isLoading:!1})}catch(o){o instanceof S||this.#o({isLoading:!1,error:lt(n,o)})}}}#o(t){Object.assign(this.#s,t),this.render()}get state(){return this.#s}#a(t){this.emit("rollcall-view",{import_id:t}),document.getElementById(this.getAttribute("for")??"")?.open?.(t)}view(){let t=this.#t;if(!t)return null;let{past:e,isLoading:i,error:n}=this.#s;return d`<section class="imports" lang=${t.lang} aria-label=${t("past")}>
      ${n?d`<div class="banner bad" role="alert">${y("bad")}<strong>${n}</strong></div>`:h}
      ${e?te(t,e,o=>this.#a(o),()=>this.#r(e)):h}
      ${i?d`<p class="quiet small" role="status">${t("loading")}</p>`:h}
    </section>`}};var ie=1e3,Hi=1e3,Ui=5,bs=["queued","already_invited","already_active","disabled","unknown"],ji=()=>({items:[],next:null,isLoading:!1,isSearching:!1,isLoaded:!1,filters:{q:"",company:"",status:"",invitation:""},isFilterOpen:!1,chosen:new Set,companies:[],ask:null,isInviting:!1,notice:null,sending:null,wait:null}),It=class{#t=0;constructor(t,e){this.host=t,this.say=e,this.state=ji(),this.api=new P({base:t.api,lang:e.lang,token:t.token,onWait:i=>{let n=i?.kind!==this.state.wait?.kind;this.set({wait:i}),n&&i?.kind==="signIn"&&t.emit("rollcall-unauthorized")}})}set(t){Object.assign(this.state,t),this.host.render()}get isFiltered(){return Object.values(this.state.filters).some(Boolean)}async load(t){this.#t++,this.set({filters:{...this.state.filters,...t},next:{by:"q",cursor:null},isLoading:!1}),await this.more(!0)}async more(t=!1){let e=this.#t,i=()=>e===this.#t;this.set({isLoading:!0});let n=t?[]:this.state.items;try{for(let o=!0;o||this.state.next&&!n.length;o=!1){let{next:r}=this.state;if(!r)break;let l=await this.api.ask("GET",`/users?${this.#e(r)}`,{isWanted:i}),a=new Set(n.map(({user_id:c})=>c));n=[...n,...l.items.filter(c=>r.by==="q"||!a.has(c.user_id))],this.set({items:n,next:this.#s(r,l.next_cursor),isLoaded:!0,isSearching:!n.length,...t&&o?{chosen:new Set}:{}})}}catch(o){this.#o(o),i()&&this.set({isLoading:!1,isSearching:!1});return}i()&&(this.set({isLoading:!1,isSearching:!1}),this.host.emit("rollcall-loaded"))}#e({by:t,cursor:e}){let i=new URLSearchParams({limit:"100"}),{q:n,...o}=this.state.filters;n&&i.set(t,n);for(let[r,l]of Object.entries(o))l&&i.set(r,l);return e&&i.set("cursor",e),i}#s({by:t},e){if(e)return{by:t,cursor:e};let{q:i}=this.state.filters;return t==="q"&&i&&!i.includes("@")?{by:"name",cursor:null}:null}async companies(){try{let t="";for(let e=0;e<Ui;e++){let{companies:i,next_cursor:n}=await this.api.ask("GET",`/catalog?limit=1000${t&&`&cursor=${encodeURIComponent(t)}`}`);if(this.set({companies:[...this.state.companies,...i.map(o=>o.name)]}),!n)break;t=n}}catch{}}companyOf(t){let e=t.trim(),{companies:i}=this.state;if(!e||i.includes(e))return e;let n=i.filter(o=>o.toLowerCase().includes(e.toLowerCase()));return n.length===1?n[0]:e}choose({email:t},e){let i=new Set(this.state.chosen);e?i.add(t):i.delete(t),this.set({chosen:i})}chooseAll(t){this.set({chosen:new Set(t?this.state.items.map(({email:e})=>e):[])})}inviteChosen(){let t=[...this.state.chosen];return this.#i(Array.from({length:Math.ceil(t.length/ie)},(e,i)=>({emails:t.slice(i*ie,(i+1)*ie)})))}async inviteAll(){let{company:t}=this.state.filters,e={all_uninvited:!0,...t?{company:t}:{}};this.set({isInviting:!0,notice:null});try{let i=await this.api.ask("POST","/invitations",{body:{...e,dry_run:!0}});i.queued?this.set({ask:{counts:i,bodies:[e]}}):this.#n(i,[])}catch(i){this.#r(i)}this.set({isInviting:!1})}async confirmed(){let{ask:t}=this.state;this.set({ask:null}),t&&await this.#i(t.bodies)}async again(){let t=this.state.notice?.again;t&&await this.#i(t.map(e=>({...e,resend:!0})))}async#i(t){let e=Object.fromEntries(bs.map(n=>[n,0])),i=!1;this.set({isInviting:!0,notice:null});try{for(let n of t){let o=await this.api.ask("POST","/invitations",{body:n}),r=o.run_id;for(;r&&o.status!=="completed"&&o.status!=="failed";)this.set({notice:{text:this.say("running",{queued:o.queued??0}),isBad:!1}}),await this.api.pause(Hi),o=await this.api.ask("GET",`/invitations/${r}`);i||=o.status==="failed";for(let l of bs)e[l]+=o[l]??0;this.set({sending:o.sending??null})}i?this.set({notice:{text:this.say("runFailed",e),isBad:!0}}):this.#n(e,t),await this.load()}catch(n){this.#r(n)}this.set({isInviting:!1})}#n(t,e){let i=e.filter(n=>n.emails&&!n.resend);this.set({notice:{text:this.say("invited",t),isBad:!1,...t.already_invited&&i.length?{again:i}:{}}})}#r(t){t instanceof M&&t.status===404?this.set({notice:{text:this.say("noMails"),isBad:!0}}):this.#o(t)}#o(t){if(t instanceof S)return;let i=t instanceof M?this.say.lang==="en"?t.message:this.say("refused",{code:t.code??String(t.status)}):this.say("noAnswer");this.set({notice:{text:i,isBad:!0}})}async resume(){try{this.set({sending:await this.api.ask("POST","/invitations/resume")})}catch(t){this.#o(t)}}end(){this.#t++}};var Vi=["pending","active","disabled"],Wi=["none","held","queued","sending","sent","delivered","bounced","complained","unconfirmed","accepted","expired"];function ws(s){let{say:t}=s;return d`<div class="users" lang=${t.lang}>
    ${Fi(s)}${Gi(s)}${Ji(s)}${Ki(s)}${Yi(s)}${Qi(s)}
  </div>`}function Fi(s){let{say:t,state:e}=s,{sending:i}=e,n=i?.status==="stopped";return d`<div class="banner warn" id="sending" role="status" ?hidden=${!n}>
    ${n?d`${y("warn")}<span>${t(`stopped_${i.reason??"account"}`,i)}</span> ${i.reason==="bounces"?d`<button type="button" id="resume" @click=${()=>s.resume()}>${t("resume")}</button>`:h}`:h}
  </div>`}function Gi(s){let{say:t,state:e}=s,{filters:i,companies:n}=e,o=a=>{a.preventDefault();let c=a.currentTarget,u=p=>c.elements.namedItem(p).value.trim();s.set({notice:null}),s.load({q:u("q"),company:s.companyOf(u("company")),status:u("status"),invitation:u("invitation")})},r=a=>a.currentTarget.form?.requestSubmit(),l=(a,c,u)=>d`<label
      ><span>${t(a)}</span
      ><select id=${a} name=${a} @change=${r}>
        <option value="">${t("all")}</option>
        ${c.map(p=>d`<option value=${p} .selected=${O(i[a]===p)}>
              ${t(p==="none"?u:p)}
            </option>`)}
      </select></label
    >`;return d`<form id="filters" role="search" class=${e.isFilterOpen?"open":""} @submit=${o}>
    <label class="wide"
      ><span>${t("q")}</span
      ><input id="q" name="q" type="search" autocomplete="off" spellcheck="false" .value=${i.q}
    /></label>
    <button type="submit" id="search">${t("search")}</button>
    <button
      type="button"
      id="toggle-filters"
      aria-expanded=${e.isFilterOpen?"true":"false"}
      @click=${()=>s.set({isFilterOpen:!e.isFilterOpen})}
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
        .value=${i.company}
        @change=${r}
    /></label>
    <datalist id="companies">${n.map(a=>d`<option value=${a}></option>`)}</datalist>
    ${l("status",Vi,"none")}${l("invitation",Wi,"notInvited")}
  </form>`}function Ji({say:s,state:t,api:e}){let{wait:i}=t;return!i||i.kind==="signIn"?h:d`<div class="banner warn" role="status">
    ${y("warn")}<strong>${s(i.kind)}</strong
    ><button type="button" @click=${()=>e.wake()}>${s("tryNow")}</button>
  </div>`}function Ki(s){let{say:t,state:e}=s,{chosen:i,items:n,isInviting:o,notice:r,filters:l}=e,a=!!(l.q||l.status||l.invitation);return d`<div class="bar">
    <label class="radio"
      ><input
        type="checkbox"
        id="all"
        ?disabled=${!n.length}
        .checked=${O(n.length>0&&i.size===n.length)}
        .indeterminate=${O(i.size>0&&i.size<n.length)}
        @change=${c=>s.chooseAll(c.currentTarget.checked)}
      />${t("selectAll")}</label
    >
    ${i.size?d`<span class="quiet" id="count">${t("chosenCount",{count:i.size})}</span>`:d`<span id="count"></span>`}
    <button
      type="button"
      id="invite"
      class=${i.size?"primary":""}
      ?disabled=${!i.size||o}
      @click=${()=>s.inviteChosen()}
    >
      ${t("invite")}
    </button>
    <button
      type="button"
      id="invite-all"
      class="plain push"
      ?disabled=${o||a}
      title=${a?t("inviteAllFiltered"):""}
      @click=${()=>s.inviteAll()}
    >
      ${t("inviteAll")}
    </button>
    <div id="notice" role="status" class=${r?.isBad?"tone bad":""}>
      ${r?.text??""}
      ${r?.again?d`<button type="button" id="again" class="plain" @click=${()=>s.again()}>
            ${t("sendAgain")}
          </button>`:h}
    </div>
  </div>`}function Yi(s){let{say:t,state:e}=s,{ask:i}=e;if(!i)return h;let n=i.counts.queued,o=i.bodies[0].company,r=!!i.counts.truncated;return d`<div class="banner warn" id="ask" role="alertdialog" aria-labelledby="ask-text">
    ${y("warn")}<strong id="ask-text"
      >${o?t(r?"askCompanyMore":"askCompany",{count:n,company:o}):t(r?"askAllMore":"askAll",{count:n})}</strong
    >
    <div class="row">
      <button type="button" id="ask-send" class="primary" @click=${()=>s.confirmed()}>
        ${r?t("askSendMore",{count:n}):t("askSend",{count:n})}
      </button>
      <button type="button" id="ask-cancel" @click=${()=>s.set({ask:null})}>${t("cancel")}</button>
    </div>
  </div>`}function Qi(s){let{say:t,state:e}=s,{items:i,next:n,isLoading:o,isSearching:r,isLoaded:l}=e,a=l&&!i.length&&!n&&!o;return d`
    <div class="scroll" tabindex="0" role="region" aria-label=${t("users")} ?hidden=${!i.length}>
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
          ${Nt(i,({user_id:c,email:u})=>c+u,c=>Xi(s,c))}
        </tbody>
      </table>
    </div>
    ${r||o&&!l?d`<p class="quiet" role="status">${t("searching")}</p>`:h}
    <div id="empty" class="empty" role="status" ?hidden=${!a}>
      <strong>${t(s.isFiltered?"noMatch":"empty")}</strong>
      <p class="quiet">${t(s.isFiltered?"noMatchHelp":"emptyHelp")}</p>
      ${s.isFiltered?d`<button
            type="button"
            id="clear"
            @click=${()=>s.load({q:"",company:"",status:"",invitation:""})}
          >
            ${t("clear")}
          </button>`:d`<slot name="empty"></slot>`}
    </div>
    <div>
      <button
        type="button"
        id="more"
        ?hidden=${!n||!i.length}
        aria-disabled=${o?"true":"false"}
        @click=${()=>!o&&s.more()}
      >
        ${t("more")}
      </button>
    </div>
  `}function Xi(s,t){let{say:e,state:i}=s,{name:n,last_name:o,email:r,company:l,cohort:a,status:c,invitation:u}=t;return d`<tr>
    <td>
      <label
        ><input
          type="checkbox"
          value=${r}
          aria-label=${e("select",{name:r})}
          .checked=${O(i.chosen.has(r))}
          @change=${p=>s.choose(t,p.currentTarget.checked)}
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
    <td><span class="sr">${e("invitation")}: </span>${e(u==="none"?"notInvited":u)}</td>
  </tr>`}var Pt=class extends q{#t=null;connectedCallback(){super.connectedCallback(),document.addEventListener("rollcall-done",this.#e),document.addEventListener("rollcall-invited",this.#e)}disconnectedCallback(){this.#t?.end(),this.#t=null,document.removeEventListener("rollcall-done",this.#e),document.removeEventListener("rollcall-invited",this.#e)}#e=()=>this.reload();async reload(){await this.#t?.load()}wake(){this.#t?.api.wake()}begin(t){let e=this.#t?.state.filters;this.#t?.end();let i={api:this.api,token:n=>this.tokenFor(n),render:()=>this.render(),emit:n=>this.emit(n)};this.#t=new It(i,t),setTimeout(()=>{this.#t?.load(e),this.#t?.companies()})}view(){return this.#t?ws(this.#t):null}};var Zi={"rollcall-import":Rt,"rollcall-imports":qt,"rollcall-users":Pt};for(let[s,t]of Object.entries(Zi))customElements.get(s)||customElements.define(s,t);
