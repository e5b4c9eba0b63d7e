//! The stores that reading a file needs, and writing users for a small one.

use rollcall_aws::Aws;
use rollcall_domain::flow::{ApplyPorts, FinishPorts, ValidatePorts};

/// What the function reaches, and no more.
pub(crate) struct Ports {
    pub(crate) aws: Aws,
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

impl ApplyPorts for Ports {
    type Users = Aws;
    type Catalog = Aws;

    fn users(&self) -> &Aws {
        &self.aws
    }

    fn catalog(&self) -> &Aws {
        &self.aws
    }
}

impl ValidatePorts for Ports {
    type Uploads = Aws;
    type Chunks = Aws;

    fn uploads(&self) -> &Aws {
        &self.aws
    }

    fn chunks(&self) -> &Aws {
        &self.aws
    }
}
