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
        let size =
            Size { users: 20 + (*seed as usize % 9) * 20, mails_per_second: [1.0, 5.0, 14.0][*seed as usize % 3] };
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
