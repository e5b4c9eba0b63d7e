//! What sending needs.

use rollcall_aws::{Aws, SettingsError};
use rollcall_domain::flow::mail::send::SendPorts;

use super::{letters::TenantLetters, sender::Sender};

/// What the function reaches, and no more.
#[derive(Debug, Clone)]
pub(crate) struct Ports {
    aws: Aws,
    letters: TenantLetters,
}

impl Ports {
    pub(crate) fn new(aws: &Aws, sender: Sender) -> Result<Self, SettingsError> {
        Ok(Self { letters: TenantLetters::new(aws, sender)?, aws: aws.clone() })
    }
}

impl SendPorts for Ports {
    type Users = Aws;
    type Invitations = Aws;
    type Sending = Aws;
    type Letters = TenantLetters;
    type Mailer = Aws;
    type Ambient = Aws;
    type Patience = Aws;
    type Secrets = Aws;

    fn users(&self) -> &Aws {
        &self.aws
    }

    fn invitations(&self) -> &Aws {
        &self.aws
    }

    fn sending(&self) -> &Aws {
        &self.aws
    }

    fn letters(&self) -> &TenantLetters {
        &self.letters
    }

    fn mailer(&self) -> &Aws {
        &self.aws
    }

    fn ambient(&self) -> &Aws {
        &self.aws
    }

    fn patience(&self) -> &Aws {
        &self.aws
    }

    fn secrets(&self) -> &Aws {
        &self.aws
    }
}
