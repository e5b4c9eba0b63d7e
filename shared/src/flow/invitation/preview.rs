//! Previews a request for invitations: reads and decides like the request, but writes nothing.

use std::collections::BTreeSet;

use super::{
    USERS_AT_ONCE,
    batch::{BatchStores, SourceCheck, check_source, page},
    invite::{InviteStores, Invitee, addresses_of},
};
use crate::{
    flow::FlowError,
    invitation::{BatchSource, Invited},
    user::invitation::{InvitationRequest, request_invitation},
};

/// Maximum number of pages of users that a preview counts: 40 × 500 users, which takes a few seconds.
const PAGES_MAX: usize = 40;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preview {
    /// The counts that the request would return.
    pub invited: Invited,
    /// Whether there are more users than were counted.
    pub is_truncated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Previewed {
    Counted(Preview),
    UnknownImport,
    /// The import is not completed.
    OpenImport,
}

/// Counts the users with these address keys, which must be distinct, by the outcome that a request would have for them.
pub async fn count(stores: &impl InviteStores, addresses: &[String], resend: bool) -> Result<Invited, FlowError> {
    let invitees: Vec<Invitee> = addresses.iter().cloned().map(Invitee::at).collect();
    count_all(stores, &invitees, resend).await
}

/// Like [`count`], for invitees with distinct addresses.
async fn count_all(stores: &impl InviteStores, invitees: &[Invitee], resend: bool) -> Result<Invited, FlowError> {
    let mut invited = Invited::default();
    for batch in invitees.chunks(USERS_AT_ONCE) {
        let found = stores.users(&addresses_of(batch)).await?;
        let request = InvitationRequest { resend, batch_id: None, is_enqueued: false, now: stores.now() };
        for (invitee, user) in batch.iter().zip(found) {
            match user.filter(|user| invitee.is(user)) {
                Some(user) => request_invitation(&user, &request).count_in(&mut invited),
                None => invited.unknown += 1,
            }
        }
    }
    Ok(invited)
}

/// Counts the users in a group as [`count`] does, up to those on the first `PAGES_MAX` pages.
pub async fn preview(stores: &impl BatchStores, source: &BatchSource, resend: bool) -> Result<Previewed, FlowError> {
    match check_source(stores, source).await? {
        SourceCheck::Usable => {}
        SourceCheck::UnknownImport => return Ok(Previewed::UnknownImport),
        SourceCheck::OpenImport => return Ok(Previewed::OpenImport),
    }
    let mut preview = Preview::default();
    let (mut cursor, mut counted) = (None, BTreeSet::new());
    for _ in 0..PAGES_MAX {
        let page = page(stores, source, cursor.as_deref()).await?;
        let invitees = remove_counted(page.invitees, &mut counted);
        preview.invited.add(&count_all(stores, &invitees, resend).await?);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(Previewed::Counted(preview));
        }
    }
    preview.is_truncated = true;
    Ok(Previewed::Counted(preview))
}

/// Returns the invitees whose addresses are not in `counted`, without repetitions, and adds their addresses to it. A user whose state
/// changes meanwhile can be on several pages; the request would invite the user once.
fn remove_counted(invitees: Vec<Invitee>, counted: &mut BTreeSet<String>) -> Vec<Invitee> {
    invitees.into_iter().filter(|invitee| counted.insert(invitee.address.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_on_several_pages_is_counted_once() {
        let mut counted = BTreeSet::new();
        for (page, expected) in
            [(vec!["a", "b", "a"], vec!["a", "b"]), (vec!["b", "c"], vec!["c"]), (vec!["a"], vec![])]
        {
            let page = page.into_iter().map(|address| Invitee::at(address.to_owned())).collect();
            assert_eq!(addresses_of(&remove_counted(page, &mut counted)), expected);
        }
    }
}
