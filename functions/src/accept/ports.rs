//! What using a link needs.

use rollcall_aws::Aws;
use rollcall_domain::flow::mail::accept::AcceptPorts;

/// What the function reaches, and no more.
#[derive(Debug, Clone)]
pub(crate) struct Ports {
    pub(crate) aws: Aws,
}

impl AcceptPorts for Ports {
    type Users = Aws;
    type Invitations = Aws;
    type Ambient = Aws;

    fn users(&self) -> &Aws {
        &self.aws
    }

    fn invitations(&self) -> &Aws {
        &self.aws
    }

    fn ambient(&self) -> &Aws {
        &self.aws
    }
}
