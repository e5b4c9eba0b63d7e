//! The memory of an import is bounded: for each of the largest collections that grow while a file is read, the file that fills it most is
//! read under a memory limit.
//!
//! Each file is read in a separate process, whose data segment the system limits to 128 MiB: beyond that, an allocation fails and the
//! process aborts. A comment before a case, if there is one, names the collection as the manual does (Design notes, Bounds).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod stores;

use std::{
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
    thread,
};

use jiff::Timestamp;
use rollcall_domain::{
    catalog::{Company, CompanyCatalog, Course},
    flow::{self, ObjectCreated},
    ids::ImportId,
    import::{File, Import, ImportStatus, NewImport, ObjectVersion, Options, Source},
    keys,
    layout::LayoutName,
    problem::Language,
    settings::Defaults,
};
use rustix::process::{Resource, Rlimit, setrlimit};

use stores::{Generator, Stores};

const MEMORY: u64 = 128 * 1024 * 1024;
/// Environment variable that names the case in its separate process.
const CASE: &str = "ROLLCALL_MEMORY_CASE";

struct Case {
    name: &'static str,
    generator: Generator,
}

const COLUMNS: usize = 200;
const CASES: &[Case] = &[
    // Reported titles: 10,000 distinct ones, then another one in all remaining cells.
    Case {
        name: "unmatched titles",
        generator: |n| {
            with_titles(n, 9_000, |n, column| match n * 200 + column {
                title @ ..10_000 => title.to_string(),
                _ => "!".to_owned(),
            })
        },
    },
    // Reported titles that are long and all different.
    Case {
        name: "long unmatched titles",
        generator: |n| with_titles(n, 55, |n, column| format!("{:é>110}", n * 200 + column)),
    },
    // Remembered spellings of titles that match.
    Case {
        name: "spellings of titles",
        generator: |n| with_titles(n, 200, |n, column| format!("course{:1$}{column}", "", 1 + n as usize)),
    },
    // Planned rows of a batch, and the chunks that are read ahead when results are written.
    Case { name: "courses of every row", generator: |n| with_titles(n, 1_000, |_, column| format!("course {column}")) },
    // Problems of the rows of a batch.
    Case { name: "problems of every row", generator: |n| rows(n, 40_000, |_| "x,,,@,,,\n".to_owned()) },
    // Warnings about repeated rows of a batch.
    Case {
        name: "repeated rows",
        generator: |n| rows(n, 60_000, |_| "1,Ann,Lee,ann@example.org,Acme,,en\n".to_owned()),
    },
    // Owners of addresses.
    Case { name: "addresses", generator: |n| rows(n, 100_000, |n| format!("1,A,L,{n}@example.org,Acme,,en\n")) },
    // Domains of addresses.
    Case {
        name: "domains",
        generator: |n| rows(n, 20_000, |n| format!("1,A,L,a@{:x<180}{n}.example.org,Acme,,en\n", "")),
    },
    // Suggestions for names of companies, and the cells themselves.
    Case { name: "companies", generator: |n| rows(n, 3_000, |n| format!("1,A,L,{n}@example.org,{n:é>300},,en\n")) },
    Case { name: "cohorts", generator: |n| rows(n, 10_000, |n| format!("1,A,L,{n}@example.org,Acme,{n:é>200},en\n")) },
    // Remembered values of languages.
    Case { name: "languages", generator: |n| rows(n, 10_000, |n| format!("1,A,L,{n}@example.org,Acme,,{n:x>250}\n")) },
    // Unlabelled columns.
    Case {
        name: "unlabelled columns",
        generator: |n| match n {
            0 => Some(format!("{HEADER}{}\n", ",".repeat(900))),
            _ => (n < 1_000).then(|| format!("1,A,L,{n}@example.org,Acme,,en{}\n", ",Ann".repeat(900))),
        },
    },
    // Records and cells.
    Case {
        name: "long rows",
        generator: |n| rows(n, 12, |n| format!("1,A,L,{n}@example.org,Acme,,en{}\n", ",".repeat(1_000_000))),
    },
    Case {
        name: "one endless row",
        generator: |n| {
            (n < 400).then(|| match n {
                0 => format!("{HEADER}\n1,"),
                _ => "x".repeat(60_000),
            })
        },
    },
    Case {
        name: "text decoded twice",
        generator: |n| rows(n, 20_000, |n| format!("1,JosÃ©{n},L,{n}@example.org,Acme,,en\n")),
    },
    Case { name: "headers", generator: |n| rows(n, 60_000, |_| format!("{HEADER}\n")) },
    Case { name: "blank rows", generator: |n| rows(n, 100_000, |_| ",,,,,,\n".to_owned()) },
];

const HEADER: &str = "enabled,name,last_name,email,companyName,cohortName,languageCode";

fn rows(n: u64, count: u64, row: impl Fn(u64) -> String) -> Option<String> {
    match n {
        0 => Some(format!("{HEADER}\n")),
        _ => (n <= count).then(|| row(n - 1)),
    }
}

fn with_titles(n: u64, count: u64, title: impl Fn(u64, u64) -> String) -> Option<String> {
    if n == 0 {
        let columns: Vec<String> = (1..=COLUMNS).map(|column| format!("module requested {column}")).collect();
        return Some(format!("{HEADER},{}\n", columns.join(",")));
    }
    let titles: Vec<String> = (0..COLUMNS as u64).map(|column| title(n - 1, column)).collect();
    (n <= count).then(|| format!("1,A,L,{n}@example.org,Acme,,en,{}\n", titles.join(",")))
}

/// Returns a company whose courses have the longest ids.
fn company() -> CompanyCatalog {
    let course = |n: usize| Course { id: format!("{n:x>128}").into(), title: format!("course {n}") };
    let company = Company { id: "acme".into(), name: "Acme".to_owned() };
    CompanyCatalog::new(company, Vec::new(), (0..5_000).map(course).collect())
}

/// Reads a case's file as the function `import` does, up to the preview. Returns the import's final status.
fn read(case: &Case) -> ImportStatus {
    let dir = tempfile::tempdir().unwrap();
    let id = ImportId::from_parts(1, [0; 10]);
    let mut options = Options::of_layout(LayoutName::Enrolment);
    options.confirm = true;
    let key = keys::upload(&id, keys::FileKind::Csv);
    let new = NewImport {
        import_id: id,
        source: Source::Portal,
        started_by: "admin".to_owned(),
        started_by_address: None,
        language: Language::English,
        file: File::new("people.csv".to_owned(), 1, key.clone()),
        options,
    };
    let stores = Stores {
        dir: dir.path().to_owned(),
        generator: case.generator,
        company: Arc::new(company()),
        import: Mutex::new(Some(Import::new(new, Timestamp::now()))),
        count: AtomicU64::new(0),
    };
    let version = ObjectVersion::default();
    let object = ObjectCreated { key, size_bytes: 1, version, principal: String::new(), at: Timestamp::now() };
    let defaults = Defaults::default();
    let mut reading = Box::pin(flow::receive(&stores, &defaults, &object));
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(handled) = reading.as_mut().poll(&mut context) {
            handled.unwrap();
            break;
        }
    }
    drop(reading);
    stores.import.into_inner().unwrap().unwrap().status()
}

/// Returns the peak memory of the process, in KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn every_file_is_read_within_its_memory() {
    if let Ok(name) = std::env::var(CASE) {
        let case = CASES.iter().find(|case| case.name == name).unwrap();
        setrlimit(Resource::Data, Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) }).unwrap();
        let status = read(case);
        println!("{name}: {status:?}, peak {} KiB", peak_kib());
        assert!(matches!(status, ImportStatus::AwaitingConfirmation | ImportStatus::Rejected), "{status:?}");
        return;
    }
    let only = std::env::var("ROLLCALL_MEMORY_ONLY").unwrap_or_default();
    let cases: Vec<&Case> = CASES.iter().filter(|case| case.name.contains(&only)).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    read_in_own_process(case);
                }
            });
        }
    });
}

fn read_in_own_process(case: &Case) {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", "every_file_is_read_within_its_memory", "--nocapture"]).env(CASE, case.name);
    let output = process.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let said = text.lines().find(|line| line.contains("peak")).unwrap_or_default();
    println!("{said}");
    assert!(output.status.success(), "{}: {text}\n{}", case.name, String::from_utf8_lossy(&output.stderr));
}
