//! What sending needs.

use std::sync::Arc;

use rollcall_aws::{
    Clients, DynamoInvitations, DynamoSending, DynamoUsers, SesMailer, SettingsError, SystemPatience, SystemSecrets,
};
use rollcall_domain::{flow::mail::send::SendPorts, ports::Ambient};

use super::{letters::TenantLetters, sender::Sender};

/// What the function reaches, and no more.
#[derive(Clone)]
pub(crate) struct Ports {
    users: DynamoUsers,
    invitations: DynamoInvitations,
    sending: DynamoSending,
    letters: TenantLetters,
    mailer: SesMailer,
    ambient: Arc<dyn Ambient>,
    patience: SystemPatience,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Ports")
    }
}

impl Ports {
    pub(crate) fn new(clients: &Clients, sender: Sender) -> Result<Self, SettingsError> {
        Ok(Self {
            users: DynamoUsers::new(clients)?,
            invitations: DynamoInvitations::new(clients)?,
            sending: DynamoSending::new(clients)?,
            letters: TenantLetters::new(clients, sender)?,
            mailer: SesMailer::new(clients)?,
            ambient: Arc::clone(clients.ambient()),
            patience: SystemPatience::new(clients.ambient()),
        })
    }
}

impl SendPorts for Ports {
    type Users = DynamoUsers;
    type Invitations = DynamoInvitations;
    type Sending = DynamoSending;
    type Letters = TenantLetters;
    type Mailer = SesMailer;
    type Ambient = Arc<dyn Ambient>;
    type Patience = SystemPatience;
    type Secrets = SystemSecrets;

    fn users(&self) -> &DynamoUsers {
        &self.users
    }

    fn invitations(&self) -> &DynamoInvitations {
        &self.invitations
    }

    fn sending(&self) -> &DynamoSending {
        &self.sending
    }

    fn letters(&self) -> &TenantLetters {
        &self.letters
    }

    fn mailer(&self) -> &SesMailer {
        &self.mailer
    }

    fn ambient(&self) -> &Arc<dyn Ambient> {
        &self.ambient
    }

    fn patience(&self) -> &SystemPatience {
        &self.patience
    }

    fn secrets(&self) -> &SystemSecrets {
        &SystemSecrets
    }
}
