//! Whole imports under faults. `SIM_SEEDS` says how many seeds, `SIM_SEED` runs one and shows what it was about.

use std::collections::BTreeMap;

use rollcall_simulation::{Injected, imports::run};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[test]
fn imports_become_what_their_files_say_whatever_breaks() {
    let mut broken = 0;
    let begun = std::time::Instant::now();
    let (mut injected, mut ended) = (Injected::default(), BTreeMap::<_, u64>::new());
    let (mut rows, mut chunks, mut retries, mut mails) = (0, 0, 0, 0);
    let seeds: Vec<u64> = match number("SIM_SEED") {
        Some(seed) => vec![seed],
        None => (0..number("SIM_SEEDS").unwrap_or(500)).collect(),
    };
    for seed in &seeds {
        let report = match run(*seed, None) {
            Ok(report) => report,
            Err(violation) => {
                broken += 1;
                let text = violation.to_string();
                let shown = if seeds.len() == 1 { 12_000 } else { 1_200 };
                println!("{}\n", text.chars().take(shown).collect::<String>());
                assert!(broken < 1, "{broken} seeds break a law");
                continue;
            }
        };
        injected.add(&report.injected);
        rows += report.rows;
        chunks += report.chunks;
        retries += report.retries;
        mails += report.mails;
        report.ended.iter().for_each(|(status, count)| *ended.entry(*status).or_default() += count);
        if seeds.len() == 1 {
            println!("{report:#?}");
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{} seeds in {seconds:.1} s, {:.0} a second: {rows} rows, {chunks} chunks, {mails} mails, {retries} retries, {ended:?}, {} faults \
         in {} calls of ports: {injected:?}",
        seeds.len(),
        seeds.len() as f64 / seconds,
        injected.faults(),
        injected.calls
    );
    assert_eq!(broken, 0, "seeds break a law");
}

#[test]
fn seed_reproduces_itself() {
    for seed in 0..20 {
        let digests = [(); 2].map(|()| run(seed, None).map(|report| report.digest).map_err(|it| it.laws));
        assert_eq!(digests[0], digests[1], "seed {seed}");
    }
}
