//! Whole imports under faults. `SIM_SEEDS` sets the number of seeds; `SIM_SEED` runs a single one, whose report
//! `imports_under_faults_match_their_files` prints.

#![allow(clippy::print_stdout, reason = "reports are visible with --nocapture")]

mod seeds;

use std::{collections::BTreeMap, time::Instant};

use rollcall_simulation::{
    Injected,
    imports::{Scene, feeds, missing, run, undo},
};

use seeds::{run_all, seeds};

/// The default number of seeds for `imports_under_faults_match_their_files`; they take less than a minute in a debug build on two
/// processors.
const USUAL: u64 = 1_000;

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

/// The catalog changes between two workers of the same chunk: rows that one writes must not be reported as failed by the other. Regression
/// test: seed 32.
#[test]
fn contested_imports_list_what_they_wrote() {
    run_all(&seeds(150), |seed| run(seed, Scene::Contested));
}

/// A person is erased after an import has completed, while the second worker of a chunk is still running. Regression test: seed 1622.
#[test]
fn erased_person_is_not_created_again() {
    run_all(&[1_622], undo::run);
}

/// Imports and their undos, with writes by others before and during the undo.
#[test]
fn imports_under_faults_are_taken_back() {
    let (mut injected, mut ended, mut rows) = (Injected::default(), BTreeMap::<_, u64>::new(), 0);
    let seeds = seeds(500);
    for report in run_all(&seeds, undo::run) {
        injected.add(&report.injected);
        rows += report.rows;
        for (status, count) in &report.ended {
            *ended.entry(*status).or_default() += count;
        }
    }
    println!("{} seeds: {rows} rows undone, undos {ended:?}, {} faults: {injected:?}", seeds.len(), injected.faults());
}

/// People who are absent from a feed file are disabled once each, and an undo restores them.
#[test]
fn absent_people_are_disabled_once_each() {
    let reports = run_all(&seeds(250), missing::run);
    let rows: u64 = reports.iter().map(|report| report.rows).sum();
    println!("{} seeds: {rows} rows of absent people", reports.len());
}

/// A feed's files arrive late, repeatedly and out of order.
#[test]
fn feeds_under_faults_follow_their_newest_file() {
    let begun = Instant::now();
    let (mut injected, mut ended) = (Injected::default(), BTreeMap::<_, u64>::new());
    let (mut rows, mut disabled, mut held, mut undone, mut partial) = (0, 0, 0, 0, 0);
    let seeds = seeds(250);
    for feed in run_all(&seeds, feeds::run) {
        injected.add(&feed.report.injected);
        rows += feed.report.rows;
        disabled += feed.disabled;
        held += feed.held;
        undone += feed.undone;
        partial += feed.partial;
        for (status, count) in &feed.report.ended {
            *ended.entry(*status).or_default() += count;
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{} seeds in {seconds:.1} s, {:.0} a second: {rows} rows, {disabled} people disabled, {held} files held, {undone} undone, {partial} \
         seeds with a partial import, {ended:?}, {} faults in {} calls of ports: {injected:?}",
        seeds.len(),
        seeds.len() as f64 / seconds,
        injected.faults(),
        injected.calls
    );
}

#[test]
fn same_seed_reproduces_the_same_imports() {
    for seed in 0..20 {
        let digests = [(); 2].map(|()| run(seed, Scene::Any).map(|report| report.digest).map_err(|it| it.laws));
        assert_eq!(digests[0], digests[1], "seed {seed}");
    }
}
