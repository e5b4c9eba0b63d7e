//! The stores that looking after imports needs.

use rollcall_aws::Aws;
use rollcall_domain::flow::{
    FinishPorts,
    mail::{feed::FeedPorts, run::StepPorts},
    sweep::SweepPorts,
};

/// What the function reaches, and no more.
pub(crate) struct Ports {
    pub(crate) aws: Aws,
    pub(crate) mails_per_second: f64,
}

impl FinishPorts for Ports {
    type Imports = Aws;
    type Results = Aws;
    type Ambient = Aws;

    fn imports(&self) -> &Aws {
        &self.aws
    }

    fn results(&self) -> &Aws {
        &self.aws
    }

    fn ambient(&self) -> &Aws {
        &self.aws
    }
}

impl SweepPorts for Ports {
    type Chunks = Aws;
    type Wakes = Aws;

    fn chunks(&self) -> &Aws {
        &self.aws
    }

    fn wakes(&self) -> &Aws {
        &self.aws
    }
}

impl StepPorts for Ports {
    type Runs = Aws;
    type Steps = Aws;

    fn runs(&self) -> &Aws {
        &self.aws
    }

    fn steps(&self) -> &Aws {
        &self.aws
    }
}

impl FeedPorts for Ports {
    type Users = Aws;
    type Invitations = Aws;
    type Sending = Aws;
    type Account = Aws;
    type Mails = Aws;
    type Ambient = Aws;

    fn users(&self) -> &Aws {
        &self.aws
    }

    fn invitations(&self) -> &Aws {
        &self.aws
    }

    fn sending(&self) -> &Aws {
        &self.aws
    }

    fn account(&self) -> &Aws {
        &self.aws
    }

    fn mails(&self) -> &Aws {
        &self.aws
    }

    fn ambient(&self) -> &Aws {
        &self.aws
    }

    fn rate_max(&self) -> f64 {
        self.mails_per_second
    }
}
