//! A stack: the model, the clock and the faults, which all stores share.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use rollcall_domain::stores::{Environment, Secrets, Sleeper, StoreError};

use crate::{
    executor::{Sim, lock},
    faults::{Fault, Faults, Kind},
    model::Model,
    rng::Rng,
    upgrade::Upgrade,
};

#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) faults: Faults,
    /// The time after which no faults are injected, so that the final state can be checked.
    pub(crate) calm_from: Timestamp,
    pub(crate) mails_per_second: f64,
    pub(crate) chunk_rows: usize,
    pub(crate) upgrade: Option<Upgrade>,
    /// Maximum number of concurrent workers for each queue: chunks, resumes, e-mails, batches.
    pub(crate) workers: [usize; 4],
}

#[derive(Clone)]
pub(crate) struct Stack {
    pub(crate) sim: Sim,
    pub(crate) settings: Arc<Settings>,
    pub(crate) model: Arc<Mutex<Model>>,
    pub(crate) chance: Arc<Mutex<Rng>>,
    pub(crate) queues: Arc<crate::queue::Queues>,
}

pub(crate) fn busy() -> StoreError {
    StoreError::Busy { store: "the model", source: "for now".into() }
}

impl Stack {
    pub(crate) fn new(seed: u64, settings: Settings, is_traced: bool) -> Self {
        Self {
            sim: Sim::new(seed, is_traced),
            settings: Arc::new(settings),
            model: Arc::default(),
            chance: Arc::new(Mutex::new(Rng::new(seed, 2))),
            queues: Arc::default(),
        }
    }

    pub(crate) fn faults(&self) -> Faults {
        if self.sim.now() >= self.settings.calm_from { Faults::default() } else { self.settings.faults }
    }

    pub(crate) fn draw<T>(&self, draw: impl FnOnce(&mut Rng) -> T) -> T {
        draw(&mut lock(&self.chance))
    }

    /// Decides whether a delivery fault with this probability occurs, and counts it.
    pub(crate) fn mishap(&self, model: &mut Model, share: f64) -> bool {
        let happens = self.draw(|rng| rng.chance(share));
        model.injected.deliveries += u64::from(happens);
        happens
    }

    /// Simulates one direction of a call: it takes time, and the calling task may be killed in the meantime.
    pub(crate) async fn way(&self) {
        let faults = self.faults();
        let (us, is_slow) = self.draw(|rng| faults.latency_us(rng));
        let is_killed = self.draw(|rng| rng.chance(faults.kill)) && self.sim.doom_current();
        if is_slow {
            lock(&self.model).injected.slow += 1;
        }
        if is_killed {
            self.sim.trace("killed", String::new);
        }
        self.sim.sleep_us(us).await;
    }

    /// Makes a call: request, effect, response.
    pub(crate) async fn call<T: Send>(
        &self,
        kind: Kind,
        what: &'static str,
        mut effect: impl FnMut(&mut Model) -> T + Send,
    ) -> Result<T, StoreError> {
        let fault = self.begin(kind).await;
        if fault == Fault::Busy {
            self.sim.trace(what, || fault.name().to_owned());
            self.way().await;
            return Err(busy());
        }
        self.sim.trace(what, || fault.name().to_owned());
        let mut result = effect(&mut lock(&self.model));
        if fault == Fault::Again {
            self.way().await;
            self.sim.trace(what, || "again".to_owned());
            result = effect(&mut lock(&self.model));
        }
        self.way().await;
        if fault == Fault::Lost { Err(busy()) } else { Ok(result) }
    }

    /// Makes a call that writes `count` items one by one. If it fails, some may have been written.
    pub(crate) async fn call_batch<T: Send>(
        &self,
        what: &'static str,
        count: usize,
        mut effect: impl FnMut(&mut Model, usize) -> T + Send,
    ) -> Result<Vec<T>, StoreError> {
        let fault = self.begin(Kind::Batch).await;
        self.sim.trace(what, || format!("of {count} {}", fault.name()));
        let written = match fault {
            Fault::Busy => 0,
            Fault::Half => self.draw(|rng| rng.below(count + 1)),
            Fault::None | Fault::Lost | Fault::Again => count,
        };
        let mut results: Vec<T> = {
            let mut model = lock(&self.model);
            (0..written).map(|at| effect(&mut model, at)).collect()
        };
        if fault == Fault::Again {
            // The client retries the items for which it has no response.
            self.way().await;
            let from = self.draw(|rng| rng.below(count + 1));
            let mut model = lock(&self.model);
            for (at, result) in results.iter_mut().enumerate().skip(from) {
                *result = effect(&mut model, at);
            }
        }
        self.way().await;
        match fault {
            Fault::Busy | Fault::Half | Fault::Lost => Err(busy()),
            Fault::None | Fault::Again => Ok(results),
        }
    }

    async fn begin(&self, kind: Kind) -> Fault {
        let faults = self.faults();
        let fault = self.draw(|rng| faults.draw(rng, kind));
        {
            let mut model = lock(&self.model);
            model.injected.calls += 1;
            model.injected.calls_failed += u64::from(fault != Fault::None);
        }
        self.way().await;
        fault
    }
}

impl Environment for Stack {
    fn now(&self) -> Timestamp {
        self.sim.now()
    }

    fn random_bits(&self) -> [u8; 10] {
        self.sim.random()
    }
}

impl Sleeper for Stack {
    async fn sleep_until(&self, at: Timestamp) {
        // A task may be killed while it waits, or resume a little late.
        let faults = self.faults();
        if self.draw(|rng| rng.chance(faults.kill)) && self.sim.doom_current() {
            self.sim.trace("killed", String::new);
        }
        self.sim.sleep_until(at).await;
        let late_us = self.draw(|rng| if rng.chance(0.02) { rng.between(0, 60_000) } else { rng.between(0, 2_000) });
        self.sim.sleep_us(late_us).await;
    }
}

impl Secrets for Stack {
    fn secret(&self) -> Result<[u8; 32], StoreError> {
        Ok(self.sim.random())
    }
}
