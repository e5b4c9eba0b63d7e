// Bundles the scripts and styles into dist/, which the crate includes. `node build.js --check` fails if dist/ is out of date.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { OWN_NAMES } from "./names.js";

const SCRIPTS = { "rollcall-import": "src/main.js", users: "src/page/users.js", activate: "src/page/activate.js" };
const PAGES = ["users.html", "activate.html"];
const BLOCKS = "details|dialog|div|fieldset|h2|h3|legend|li|ol|option|p|section|summary|table|tbody|td|th|thead|tr|ul";
const TARGET = ["chrome123", "firefox120", "safari17.5"];

// A style is imported as text, minified, together with the styles that it imports.
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await minified(path), loader: "text" }));
  },
};

async function minified(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    target: TARGET,
  });
  return outputFiles[0].text.trimEnd();
}

const bundles = new Map();
for (const [name, entry] of Object.entries(SCRIPTS)) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    charset: "utf8",
    legalComments: "none",
    mangleProps: new RegExp(`^(${OWN_NAMES.join("|")})$`),
    target: TARGET,
    plugins: [styles],
  });
  // Only templates still contain line breaks. Their indentation is insignificant in HTML. Before the end of a tag, and next to a tag that is
  // not inline, not even a space is needed.
  const text = outputFiles[0].text
    .replace(/\n {2,}(?=>)/g, "")
    .replace(/\n {2,}/g, " ")
    .replace(new RegExp(` (?=</?(${BLOCKS})\\b)|(?<=</(${BLOCKS})>) `, "g"), "");
  bundles.set(`${name}.js`, text);
}
bundles.set("page.css", await minified("src/style/page.css"));
for (const page of PAGES) bundles.set(page, await readFile(`src/page/${page}`, "utf8"));

// The custom properties that only the styles use get short names too.
const properties = new Map();
for (const [name, text] of bundles) {
  const short = (property) => {
    if (!properties.has(property)) properties.set(property, `--_${(properties.size + 10).toString(36)}`);
    return properties.get(property);
  };
  bundles.set(name, text.replace(/--_[a-z-]+/g, short));
}

let stale = 0;
await mkdir("dist", { recursive: true });
for (const [name, text] of bundles) {
  const path = `dist/${name}`;
  if ((await readFile(path, "utf8").catch(() => "")) === text) continue;
  if (process.argv.includes("--check")) {
    console.error(`${path} is out of date: run npm run build`);
    stale++;
  } else {
    await writeFile(path, text);
    console.log(`${path}: ${text.length} bytes`);
  }
}
process.exit(stale ? 1 : 0);
