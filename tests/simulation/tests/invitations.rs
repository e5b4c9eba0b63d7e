//! Invitations under faults. `SIM_SEEDS` sets the number of seeds; `SIM_SEED` runs a single one and prints its report; `SIM_USERS` sets the
//! number of users in a bad hour.

#![allow(clippy::print_stdout, reason = "reports are visible with --nocapture")]

mod seeds;

use std::{collections::BTreeMap, time::Instant};

use rollcall_simulation::{
    Faults, Injected,
    invitations::{Size, run},
};

use seeds::{number, run_all, seeds};

/// The default number of seeds; they take a few seconds in a debug build.
const USUAL: u64 = 1_000;

/// The faults of a bad hour, above all repeated deliveries, throttling, timeouts after acceptance, and late or lost events.
const BAD_HOUR: Faults = Faults {
    kill: 0.001,
    busy: 0.001,
    lost: 0.001,
    again: 0.0,
    half: 0.01,
    slow: 0.0,
    twice: 0.3,
    late: 0.02,
    missing: 0.01,
    throttle: 0.05,
    mail_lost: 0.02,
};

#[test]
fn invitations_under_faults_are_sent_once() {
    let begun = Instant::now();
    let (mut injected, mut states) = (Injected::default(), BTreeMap::<_, u64>::new());
    let (mut mails, mut calls) = (0, 0);
    let seeds = seeds(USUAL);
    let size = |seed: u64| {
        let number = usize::try_from(seed).unwrap();
        let mails_per_second = [1.0, 5.0, 14.0][number % 3];
        Size { users: 20 + number % 9 * 20, mails_per_second, senders: 5, is_quiet: false }
    };
    for report in run_all(&seeds, |seed| run(seed, size(seed), None)) {
        injected.add(&report.injected);
        mails += report.mails;
        calls += report.calls;
        for (state, count) in &report.states {
            *states.entry(*state).or_default() += count;
        }
        if seeds.len() == 1 {
            println!("{report:#?}");
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{} seeds in {seconds:.1} s, {:.0} a second: {mails} mails of {calls} calls, {states:?}, {} faults in {} calls of ports: {injected:?}",
        seeds.len(),
        seeds.len() as f64 / seconds,
        injected.faults(),
        injected.calls
    );
}

/// `SIM_USERS=5000 SIM_SEEDS=200` takes a few minutes in a debug build.
#[test]
fn thousands_of_invitations_are_sent_once_in_a_bad_hour() {
    let begun = Instant::now();
    let (mut injected, mut states) = (Injected::default(), BTreeMap::<_, u64>::new());
    let (mut mails, mut asked) = (0, 0);
    let users = number("SIM_USERS").map_or(1_000, |users| usize::try_from(users).unwrap());
    let seeds = if number("SIM_USERS").is_some() { seeds(200) } else { (0..4).collect() };
    let size = Size { users, mails_per_second: 50.0, senders: 60, is_quiet: false };
    for report in run_all(&seeds, |seed| run(seed, size, Some(BAD_HOUR))) {
        injected.add(&report.injected);
        mails += report.mails;
        asked += report.asked;
        for (state, count) in &report.states {
            *states.entry(*state).or_default() += count;
        }
    }
    println!(
        "{} seeds of {users} users in {:.1} s: {asked} invitations asked for, {mails} mails, {states:?}, {injected:?}",
        seeds.len(),
        begun.elapsed().as_secs_f64()
    );
}

#[test]
fn sending_rate_stays_just_below_the_limit() {
    // Calls above the limit break a law. A sender whose call hangs blocks for 20 s, together with the slots that it took, so if 2 % of the
    // calls hang, more senders are needed than for the rate alone. With many more, some would find no slot, since slots are allocated only
    // for the next 20 s, and would postpone their users until the queue is filled again, once a minute.
    let faults = Faults { throttle: 0.05, mail_lost: 0.02, ..Faults::default() };
    for (seed, mails_per_second, senders) in [(1, 1.0, 15), (2, 5.0, 15), (3, 14.0, 15), (4, 50.0, 75)] {
        let users = if mails_per_second > 20.0 { 4_000 } else { 1_200 };
        let size = Size { users, mails_per_second, senders, is_quiet: true };
        let report = run(seed, size, Some(faults)).unwrap();
        println!("{mails_per_second} mails a second, {senders} senders: {:.4} of the limit", report.pace);
        assert!(report.pace >= 0.95, "{:.4} of {mails_per_second} mails a second", report.pace);
    }
    // A killed worker wastes up to three slots, and a lost call to a store wastes one: about four slots for a hundred e-mails.
    for seed in 1..4 {
        let size = Size { users: 1_200, mails_per_second: 14.0, senders: 15, is_quiet: true };
        let report = run(seed, size, Some(BAD_HOUR)).unwrap();
        println!("14 mails a second in a bad hour: {:.4} of the limit", report.pace);
        assert!(report.pace >= 0.88, "{:.4} in a bad hour", report.pace);
    }
}

#[test]
fn same_seed_reproduces_the_same_invitations() {
    for seed in 0..10 {
        let size = Size { users: 60, mails_per_second: 14.0, senders: 5, is_quiet: false };
        let digests = [(); 2].map(|()| run(seed, size, None).map(|report| report.digest).map_err(|it| it.laws));
        assert_eq!(digests[0], digests[1], "seed {seed}");
    }
}
