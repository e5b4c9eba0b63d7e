//! What using a link needs.

use std::sync::Arc;

use rollcall_aws::{Clients, DynamoInvitations, DynamoSending, DynamoUsers, SettingsError};
use rollcall_domain::{flow::mail::accept::AcceptPorts, ports::Ambient};

/// What the function reaches, and no more.
#[derive(Clone)]
pub(crate) struct Ports {
    users: DynamoUsers,
    invitations: DynamoInvitations,
    pub(crate) limits: DynamoSending,
    pub(crate) ambient: Arc<dyn Ambient>,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Ports")
    }
}

impl Ports {
    pub(crate) fn new(clients: &Clients) -> Result<Self, SettingsError> {
        Ok(Self {
            users: DynamoUsers::new(clients)?,
            invitations: DynamoInvitations::new(clients)?,
            limits: DynamoSending::new(clients)?,
            ambient: Arc::clone(clients.ambient()),
        })
    }
}

impl AcceptPorts for Ports {
    type Users = DynamoUsers;
    type Invitations = DynamoInvitations;
    type Ambient = Arc<dyn Ambient>;

    fn users(&self) -> &DynamoUsers {
        &self.users
    }

    fn invitations(&self) -> &DynamoInvitations {
        &self.invitations
    }

    fn ambient(&self) -> &Arc<dyn Ambient> {
        &self.ambient
    }
}
