//! What asking for invitations needs.

use rollcall_aws::Aws;
use rollcall_domain::flow::mail::{
    invite::InvitePorts,
    run::{RunPorts, StepPorts},
};

/// What the function reaches, and no more.
pub(crate) struct Ports {
    pub(crate) aws: Aws,
}

impl InvitePorts for Ports {
    type Users = Aws;
    type Mails = Aws;
    type Ambient = Aws;

    fn users(&self) -> &Aws {
        &self.aws
    }

    fn mails(&self) -> &Aws {
        &self.aws
    }

    fn ambient(&self) -> &Aws {
        &self.aws
    }
}

impl RunPorts for Ports {
    type Imports = Aws;
    type Results = Aws;
    type List = Aws;

    fn imports(&self) -> &Aws {
        &self.aws
    }

    fn results(&self) -> &Aws {
        &self.aws
    }

    fn list(&self) -> &Aws {
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
