//! Compiles the folders of `locales/`: reads them, checks them against English, and writes Rust code and, for scripts, JSON.
//!
//! The build fails if the messages of a language, their variables or the variants defined by the program differ from English, or if a
//! plural form is missing.

#[path = "build/check.rs"]
mod check;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/ftl.rs"]
mod ftl;
#[path = "build/plural.rs"]
mod plural;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use ftl::Messages;

/// Names, without `.ftl`, of the files that every locale has.
const FILES: [&str; 7] = ["locale", "problems", "help", "report", "email", "dialog", "pages"];

/// The language that all others are checked against, and the fallback for readers of unsupported languages.
const SOURCE: &str = "en";

struct Locale {
    /// Name of the folder: a BCP 47 tag.
    tag: String,
    /// The messages of each file, in the order of [`FILES`].
    files: Vec<Messages>,
    plurals: plural::Table,
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=locales");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(errors) => {
            for error in errors {
                println!("cargo::error={error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Vec<String>> {
    let folder = Path::new("locales");
    let mut locales = read_locales(folder)?;
    // The default language comes first, then the others by tag.
    locales.sort_by_key(|locale| (locale.tag != SOURCE, locale.tag.clone()));
    let Some(source) = locales.first().filter(|source| source.tag == SOURCE) else {
        return Err(vec![format!("shared/locales/{SOURCE}: the folder is missing")]);
    };
    let mut errors = Vec::new();
    for locale in &locales {
        for ((file, expected), messages) in FILES.iter().zip(&source.files).zip(&locale.files) {
            let found = check::differences(expected, messages, &locale.plurals);
            errors.extend(found.into_iter().map(|error| format!("shared/locales/{}/{file}.ftl: {error}", locale.tag)));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let code = emit::rust(&locales).map_err(|error| vec![error])?;
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::metadata=scripted={}", out.display());
    let write = |name: &str, text: String| {
        fs::write(out.join(name), text).map_err(|error| vec![format!("{}/{name}: {error}", out.display())])
    };
    write("scripted.json", emit::scripted(&locales))?;
    write("locales.rs", code)
}

fn read_locales(folder: &Path) -> Result<Vec<Locale>, Vec<String>> {
    let mut tags: Vec<String> = fs::read_dir(folder)
        .map_err(|error| vec![format!("{}: {error}", folder.display())])?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| folder.join(name).is_dir())
        .collect();
    tags.sort();
    let (mut locales, mut errors) = (Vec::new(), Vec::new());
    for tag in tags {
        match read_locale(&folder.join(&tag), &tag) {
            Ok(locale) => locales.push(locale),
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() { Ok(locales) } else { Err(errors) }
}

fn read_locale(folder: &Path, tag: &str) -> Result<Locale, Vec<String>> {
    let mut errors = Vec::new();
    let mut files = Vec::new();
    let plurals = plural::Table::of(tag).map_err(|error| vec![format!("shared/{}: {error}", folder.display())])?;
    for file in FILES {
        let path = folder.join(format!("{file}.ftl"));
        let messages = fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| ftl::parse(&text));
        match messages {
            Ok(messages) => files.push(messages),
            Err(error) => errors.push(format!("shared/{}: {error}", path.display())),
        }
    }
    if errors.is_empty() { Ok(Locale { tag: tag.to_owned(), files, plurals }) } else { Err(errors) }
}

fn messages_of<'a>(locale: &'a Locale, file: &str) -> &'a Messages {
    static NONE: BTreeMap<String, Vec<ftl::Part>> = BTreeMap::new();
    FILES.iter().position(|name| *name == file).and_then(|at| locale.files.get(at)).unwrap_or(&NONE)
}
