//! Whole imports under faults. `SIM_SEEDS` says how many seeds, `SIM_SEED` runs one and shows what it was about.

#![allow(clippy::print_stdout, reason = "what a run was about is for whoever asks with --nocapture")]

mod seeds;

use std::{collections::BTreeMap, time::Instant};

use rollcall_simulation::{
    Injected,
    imports::{Scene, run},
};

use seeds::{run_all, seeds};

/// Seeds of a run that nobody asked more of: less than a minute of a debug build on two processors.
const USUAL: u64 = 2_000;

#[test]
fn imports_under_faults_match_their_files() {
    let begun = Instant::now();
    let (mut injected, mut ended) = (Injected::default(), BTreeMap::<_, u64>::new());
    let (mut rows, mut chunks, mut retries, mut mails) = (0, 0, 0, 0);
    let seeds = seeds(USUAL);
    for report in run_all(&seeds, |seed| run(seed, Scene::Any)) {
        injected.add(&report.injected);
        rows += report.rows;
        chunks += report.chunks;
        retries += report.retries;
        mails += report.mails;
        for (status, count) in &report.ended {
            *ended.entry(*status).or_default() += count;
        }
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
}

/// Two workers of a chunk, and a catalog that changes between them: what one of them writes must not be what the other lists as failed.
/// Seed 32 did.
#[test]
fn contested_imports_list_what_they_wrote() {
    run_all(&seeds(150), |seed| run(seed, Scene::Contested));
}

#[test]
fn same_seed_reproduces_the_same_imports() {
    for seed in 0..20 {
        let digests = [(); 2].map(|()| run(seed, Scene::Any).map(|report| report.digest).map_err(|it| it.laws));
        assert_eq!(digests[0], digests[1], "seed {seed}");
    }
}
