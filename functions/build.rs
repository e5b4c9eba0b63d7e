//! Combines the portal's scripts and pages with the messages in each language, and compresses them.
//!
//! The scripts and the user page are sent unchanged: nothing is assembled or compressed while a caller waits. The activation page gets the
//! tenant's name and logo at run time and is sent uncompressed.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use brotli::{CompressorWriter, enc::BrotliEncoderParams};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use sha2::{Digest, Sha256, Sha384};

/// Folder with the files that `npm run build` bundles from `portal/src/`. It is committed, so building the crate does not require Node.js.
const BUNDLES: &str = "portal/dist";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={BUNDLES}");
    let scripted = env::var("DEP_ROLLCALL_LOCALES_SCRIPTED")?;
    let languages: Vec<Value> = serde_json::from_str(&fs::read_to_string(Path::new(&scripted).join("scripted.json"))?)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let bundle = |name: &str| fs::read_to_string(Path::new(BUNDLES).join(name));
    let (elements, style) = (bundle("rollcall-import.js")?, bundle("page.css")?);
    let all = |member: &str| languages.iter().map(|one| one[member].clone()).collect::<Value>();

    let mut table = String::new();
    writeln!(table, "/// The content for each language, in the order of `Language::ALL`.")?;
    writeln!(table, "pub(crate) static CONTENT: [Content; {}] = [", languages.len())?;
    for language in &languages {
        let tag = language["tag"].as_str().unwrap_or_default();
        let (dialog, pages) = (json(&language["dialog"]), json(&language["pages"]));
        // The constants that the scripts read.
        let constants = |dialog: &str| {
            format!(
                "const TAGS = {};\nconst NAMES = {};\nconst TEXTS = {{ tag: {}, dialog: {dialog}, pages: {pages} }};\n",
                all("tag"),
                all("name"),
                language["tag"]
            )
        };
        // A function wraps the script, so that it defines no globals and runs as a module or as a plain script. A plain script loads from
        // any origin, even if the gateway restricts CORS to the portal's origin.
        let script = format!("(() => {{\n\"use strict\";\n{}{elements}}})();\n", constants(&dialog));
        let texts = format!("export default {{ tag: {}, dialog: {dialog}, pages: {pages} }};\n", language["tag"]);
        let page = |name: &str| -> Result<(String, String), Box<dyn Error>> {
            let own = format!("{}{}", constants("{}"), bundle(&format!("{name}.js"))?);
            let html = bundle(&format!("{name}.html"))?.replace("/*language*/", tag);
            Ok((html.replace("/*style*/", &style).replace("/*script*/", &own), own))
        };
        let ((users, users_script), (activate, activate_script)) = (page("users")?, page("activate")?);
        writeln!(table, "    Content {{\n        tag: {tag:?},")?;
        for (name, text) in [("script", &script), ("texts", &texts), ("users", &users), ("activate", &activate)] {
            let file = out.join(format!("{tag}.{name}"));
            writeln!(table, "        {name}: {},", encoded(&file, text)?)?;
        }
        let allowed = |script: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)));
        writeln!(table, "        users_script: {:?},", allowed(&users_script))?;
        writeln!(table, "        activate_script: {:?},\n    }},", allowed(&activate_script))?;
    }
    writeln!(table, "];\n\n/// The style of every page, as a content security policy allows it.")?;
    let style = BASE64_STANDARD.encode(Sha256::digest(&style));
    writeln!(table, "pub(crate) const STYLE: &str = \"'sha256-{style}'\";")?;
    fs::write(out.join("content.rs"), table)?;
    Ok(())
}

/// Returns a value as JSON for a script. `<` is escaped, so no string can end the script element.
fn json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// Writes `text` to `file`, and its compressed forms next to it. Returns the Rust expression that includes all of them.
fn encoded(file: &Path, text: &str) -> Result<String, Box<dyn Error>> {
    fs::write(file, text)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(text.as_bytes())?;
    fs::write(file.with_added_extension("gz"), gzip.finish()?)?;
    let mut brotli = Vec::new();
    let parameters = BrotliEncoderParams { quality: 11, size_hint: text.len(), ..BrotliEncoderParams::default() };
    CompressorWriter::with_params(&mut brotli, 4096, &parameters).write_all(text.as_bytes())?;
    fs::write(file.with_added_extension("br"), brotli)?;
    let tag = BASE64_STANDARD.encode(Sha256::digest(text));
    let integrity = BASE64_STANDARD.encode(Sha384::digest(text));
    let literal = |path: &Path| format!("{:?}", path.to_string_lossy());
    let compressed = |extension: &str| literal(&file.with_added_extension(extension));
    Ok(format!(
        "Encoded {{ text: include_str!({}), gzip: include_bytes!({}), brotli: include_bytes!({}), digest: {tag:?}, integrity: \"sha384-{integrity}\" }}",
        literal(file),
        compressed("gz"),
        compressed("br"),
    ))
}
