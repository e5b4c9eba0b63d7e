use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::{
    ids::{AttemptId, ImportId, UserId},
    invitation::{InvitationState, Token},
    row::Outcome,
    unknown::Unknown,
    user::{HistoryEntry, UserStatus},
};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn token(n: u8) -> TokenHash {
    Token::new([n; 32]).hash()
}

fn attempt(n: u8) -> AttemptId {
    AttemptId::from_parts(u64::from(n), [n; 10])
}

/// Returns a pending user whose invitation is in this state. If the state is later than `queued`, attempt 1 claimed the invitation at
/// [`NOW`] with token 1.
fn user(state: InvitationState) -> User {
    let mut user = User::unknown("ann@example.org", &UserId::from("u1"), NOW);
    user.enabled = true;
    user.invitation = state;
    if state == InvitationState::None {
        return user;
    }
    let mut invited = Invitation::of_import(&ImportId::from("i1"), NOW);
    if !matches!(state, InvitationState::Held | InvitationState::Queued) {
        invited.attempt = Some(attempt(1));
        invited.claimed_at = Some(NOW);
        invited.token = Some(token(1));
        invited.expires_at = Some(NOW + LINK_LIFETIME);
    }
    user.activated = state == InvitationState::Accepted;
    user.invited = Some(Box::new(invited));
    user
}

fn minutes(minutes: i64) -> Timestamp {
    NOW + SignedDuration::from_mins(minutes)
}

const DAYS_8: i64 = 8 * 24 * 60;

fn outcome_of(user: &User, resend: bool, now: Timestamp) -> &'static str {
    match request_invitation(user, &InvitationRequest { resend, batch_id: None, is_enqueued: false, now }) {
        Requested::Queued(after) => {
            assert_eq!(after.invitation, InvitationState::Queued);
            assert_eq!(after.invitation_serial, user.invitation_serial + 1);
            assert_eq!(after.version, user.version);
            "queued"
        }
        Requested::QueuedBefore => "queued before",
        Requested::AlreadyInvited => "already invited",
        Requested::AlreadyActive => "already active",
        Requested::Disabled => "disabled",
    }
}

#[test]
fn asking_queues_who_was_never_invited_or_whose_link_is_over() {
    use InvitationState as S;
    // The state, then the effect of a request made immediately, with `resend`, and after eight days.
    for (state, at_once, resend, later) in [
        (S::None, "queued", "queued", "queued"),
        (S::Held, "queued", "queued", "queued"),
        (S::Queued, "already invited", "already invited", "already invited"),
        (S::Sending, "already invited", "already invited", "already invited"),
        (S::Sent, "already invited", "queued", "queued"),
        (S::Delivered, "already invited", "queued", "queued"),
        (S::Bounced, "already invited", "queued", "queued"),
        (S::Complained, "already invited", "already invited", "already invited"),
        (S::Unconfirmed, "already invited", "queued", "queued"),
        (S::Accepted, "already active", "already active", "already active"),
        (S::Expired, "queued", "queued", "queued"),
    ] {
        let user = user(state);
        assert_eq!(outcome_of(&user, false, minutes(1)), at_once, "{state:?}");
        assert_eq!(outcome_of(&user, true, minutes(1)), resend, "{state:?} again");
        assert_eq!(outcome_of(&user, false, minutes(DAYS_8)), later, "{state:?} later");
        let disabled = User { enabled: false, ..user.clone() };
        let expected = if user.activated { "already active" } else { "disabled" };
        assert_eq!(outcome_of(&disabled, true, minutes(1)), expected, "{state:?} disabled");
        let mut suppressed = user.clone();
        if let Some(invited) = &mut suppressed.invited {
            invited.suppressed = true;
            let refused = if user.activated { "already active" } else { "already invited" };
            assert_eq!(outcome_of(&suppressed, true, minutes(DAYS_8)), refused, "{state:?} suppressed");
        }
    }
}

#[test]
fn asking_again_within_the_hour_changes_nothing() {
    let mut user = user(InvitationState::Sent);
    if let Some(invited) = &mut user.invited {
        invited.resent_at = Some(minutes(10));
    }
    for (at, expected) in [(11, "already invited"), (69, "already invited"), (70, "queued")] {
        assert_eq!(outcome_of(&user, true, minutes(at)), expected, "{at}");
    }
}

#[test]
fn step_of_a_run_that_is_done_twice_finds_whom_it_queued() {
    let batch_id = BatchId::from("r1");
    let request = InvitationRequest { resend: true, batch_id: Some(&batch_id), is_enqueued: false, now: minutes(1) };
    let user = user(InvitationState::None);
    let Requested::Queued(queued) = request_invitation(&user, &request) else { panic!("queued") };
    assert_eq!(request_invitation(&queued, &request), Requested::QueuedBefore);
}

#[test]
fn claim_is_for_pending_users_who_are_due() {
    for state in InvitationState::ALL {
        let user = user(state);
        let claimed = claim(&user, &attempt(2), token(2), minutes(1));
        assert_eq!(claimed.is_some(), state == InvitationState::Queued, "{state:?}");
        assert_eq!(claim(&User { enabled: false, ..user.clone() }, &attempt(2), token(2), NOW), None);
        assert_eq!(claim(&User { activated: true, ..user }, &attempt(2), token(2), NOW), None);
    }
}

#[test]
fn events_lead_only_forward_and_only_for_the_latest_claim() {
    use InvitationState as S;
    use MailEventKind::{Bounced, Complained, Delivered, Rejected, Sent};
    let kinds =
        [Sent, Delivered, Bounced { is_permanent: true }, Bounced { is_permanent: false }, Complained, Rejected];
    // For each state, the effect of each kind of event.
    let forward: [(S, [S; 6]); 7] = [
        (S::Sending, [S::Sent, S::Delivered, S::Bounced, S::Bounced, S::Complained, S::Bounced]),
        (S::Unconfirmed, [S::Sent, S::Delivered, S::Bounced, S::Bounced, S::Complained, S::Bounced]),
        (S::Sent, [S::Sent, S::Delivered, S::Bounced, S::Bounced, S::Complained, S::Bounced]),
        (S::Delivered, [S::Delivered, S::Delivered, S::Bounced, S::Delivered, S::Complained, S::Delivered]),
        (S::Bounced, [S::Bounced, S::Bounced, S::Bounced, S::Bounced, S::Complained, S::Bounced]),
        (S::Accepted, [S::Accepted; 6]),
        (S::Expired, [S::Expired; 6]),
    ];
    let event = |n, kind| MailEvent {
        user_id: UserId::from("u1"),
        attempt: attempt(n),
        message_id: "m1".to_owned(),
        kind,
        at: minutes(1),
    };
    let after = |user: &User, event: &MailEvent| match apply_event(user, event, minutes(2)) {
        EventEffect::Changed(after) | EventEffect::Bounced(after) => *after,
        EventEffect::Nothing => user.clone(),
    };
    for (state, expected) in forward {
        for (kind, expected) in kinds.into_iter().zip(expected) {
            let first = after(&user(state), &event(1, kind));
            assert_eq!(first.invitation, expected, "{state:?} {kind:?}");
            assert_eq!(
                apply_event(&first, &event(1, kind), minutes(3)),
                EventEffect::Nothing,
                "{state:?} {kind:?} twice"
            );
            let other = after(&user(state), &event(9, kind));
            assert_eq!(other.invitation, state, "{state:?} {kind:?} of another claim");
            let is_for_good = matches!(kind, Bounced { is_permanent: true } | Complained);
            assert_eq!(other.invited.is_some_and(|invited| invited.suppressed), is_for_good, "{state:?} {kind:?}");
        }
    }
}

#[test]
fn delivery_that_is_reported_after_a_transient_bounce_counts() {
    for (reason, number, expected) in [
        (Reason::BouncedOnce, 1, State::Delivered),
        (Reason::BouncedOnce, 9, State::Bounced),
        (Reason::BouncedPermanently, 1, State::Bounced),
        (Reason::RefusedByService, 1, State::Bounced),
    ] {
        let mut bounced = user(State::Bounced);
        bounced.invited.as_mut().unwrap().reason = Some(reason);
        let (user_id, message_id) = (UserId::from("u1"), "m1".to_owned());
        let event =
            MailEvent { user_id, attempt: attempt(number), message_id, kind: MailEventKind::Delivered, at: NOW };
        let after = match apply_event(&bounced, &event, NOW) {
            EventEffect::Changed(after) | EventEffect::Bounced(after) => *after,
            EventEffect::Nothing => bounced,
        };
        let reason = (expected == State::Bounced).then_some(reason);
        assert_eq!((after.invitation, after.invited.unwrap().reason), (expected, reason), "attempt {number}");
    }
}

#[test]
fn only_permanent_bounces_are_counted() {
    for (is_permanent, is_counted) in [(true, true), (false, false)] {
        let (user_id, message_id) = (UserId::from("u1"), "m1".to_owned());
        let kind = MailEventKind::Bounced { is_permanent };
        let event = MailEvent { user_id, attempt: attempt(1), message_id, kind, at: NOW };
        let (after, was_counted) = match apply_event(&user(State::Sent), &event, NOW) {
            EventEffect::Bounced(after) => (after, true),
            EventEffect::Changed(after) => (after, false),
            EventEffect::Nothing => panic!("{kind:?} has an effect"),
        };
        assert_eq!((after.invitation, was_counted), (State::Bounced, is_counted), "{kind:?}");
    }
}

#[test]
fn outcomes_of_a_call_are_written_for_its_own_claim_alone() {
    for state in InvitationState::ALL {
        let user = user(state);
        let is_open = state == InvitationState::Sending;
        assert_eq!(give_back(&user, &attempt(1), NOW, NOW).is_some(), is_open, "{state:?}");
        assert_eq!(refuse(&user, &attempt(1), NOW).is_some(), is_open, "{state:?}");
        for late in [give_back(&user, &attempt(2), NOW, NOW), refuse(&user, &attempt(2), NOW)] {
            assert_eq!(late, None, "{state:?}");
        }
        assert_eq!(confirm_sent(&user, &attempt(2), "m1", NOW), None, "{state:?}");
    }
    let sent = confirm_sent(&user(InvitationState::Unconfirmed), &attempt(1), "m1", NOW).unwrap();
    assert_eq!(sent.invitation, InvitationState::Sent);
    assert_eq!(confirm_sent(&sent, &attempt(1), "m1", NOW), None, "twice");
    let delivered = confirm_sent(&user(InvitationState::Delivered), &attempt(1), "m1", NOW).unwrap();
    assert_eq!(delivered.invitation, InvitationState::Delivered);
}

#[test]
fn late_confirmation_leaves_the_reason_of_a_later_state() {
    // The outcome of the call is unknown, and the invitation is requested again. Before the confirmation is written, an earlier e-mail
    // bounces, or the user is disabled.
    let unconfirmed = user(InvitationState::Unconfirmed);
    let request = InvitationRequest { resend: true, batch_id: None, is_enqueued: false, now: NOW };
    let Requested::Queued(queued) = request_invitation(&unconfirmed, &request) else {
        panic!("an unconfirmed invitation is sent again")
    };
    let kind = MailEventKind::Bounced { is_permanent: true };
    let event =
        MailEvent { user_id: UserId::from("u1"), attempt: attempt(9), message_id: "m9".to_owned(), kind, at: NOW };
    let EventEffect::Bounced(bounced) = apply_event(&queued, &event, NOW) else { panic!("a bounce has an effect") };
    let held = discard(&User { enabled: false, ..*queued }, NOW).unwrap();
    for (before, reason) in [(*bounced, Reason::BouncedPermanently), (held, Reason::Disabled)] {
        let after = confirm_sent(&before, &attempt(1), "m1", NOW).unwrap();
        let invited = after.invited.unwrap();
        assert_eq!((after.invitation, invited.reason), (before.invitation, Some(reason)));
        assert_eq!(invited.message_id.as_deref(), Some("m1"));
    }
}

#[test]
fn watch_ends_what_is_over_and_nothing_before() {
    use InvitationState as S;
    for state in S::ALL {
        let user = user(state);
        let at = |now| expire(&user, now).map(|after| after.invitation);
        let (quarter, week) = match state {
            S::Sending => (Some(S::Unconfirmed), Some(S::Unconfirmed)),
            S::Sent | S::Delivered | S::Unconfirmed => (None, Some(S::Expired)),
            _ => (None, None),
        };
        assert_eq!(at(minutes(14)), None, "{state:?}");
        assert_eq!(at(minutes(15)), quarter, "{state:?}");
        assert_eq!(at(minutes(DAYS_8)), week, "{state:?}");
    }
}

#[test]
fn link_opens_for_its_latest_token_in_time_and_once() {
    use InvitationState as S;
    for state in S::ALL {
        let user = user(state);
        let opens = accept(&user, &token(1), minutes(1));
        let expected =
            matches!(state, S::Sending | S::Sent | S::Delivered | S::Bounced | S::Complained | S::Unconfirmed);
        assert_eq!(opens.is_some(), expected, "{state:?}");
        assert_eq!(accept(&user, &token(2), minutes(1)), None, "{state:?} another token");
        assert_eq!(accept(&user, &token(1), minutes(DAYS_8)), None, "{state:?} too late");
        assert_eq!(accept(&User { enabled: false, ..user }, &token(1), minutes(1)), None, "{state:?} disabled");
        if let Some(after) = opens {
            assert_eq!((after.status(), after.invitation), (UserStatus::Active, S::Accepted));
            assert_eq!(accept(&after, &token(1), minutes(2)), None, "{state:?} twice");
        }
    }
}

#[test]
fn link_of_an_earlier_mail_opens_although_the_invitation_was_held_in_the_meantime() {
    let resend = InvitationRequest { resend: true, batch_id: None, is_enqueued: false, now: minutes(1) };
    let Requested::Queued(queued) = request_invitation(&user(State::Delivered), &resend) else { panic!("queued") };
    let DueAction::Discard(held) = enqueue(&User { enabled: false, ..*queued }, minutes(2)) else { panic!("held") };
    assert_eq!(held.invitation, State::Held);
    assert_eq!(accept(&held, &token(1), minutes(3)), None, "the user is disabled");

    let enabled = User { enabled: true, ..*held };
    assert_eq!(accept(&enabled, &token(2), minutes(3)), None, "another token");
    assert_eq!(accept(&enabled, &token(1), minutes(DAYS_8)), None, "too late");
    let after = accept(&enabled, &token(1), minutes(3)).unwrap();
    assert_eq!((after.status(), after.invitation), (UserStatus::Active, State::Accepted));
    assert_eq!(accept(&user(State::Held), &token(1), minutes(3)), None, "no e-mail was sent");
}

#[test]
fn feed_leads_to_the_queue_once_and_drops_users_who_must_not_get_mail() {
    let due = user(InvitationState::Queued);
    let DueAction::Enqueue(fed) = enqueue(&due, NOW) else { panic!("fed") };
    assert_eq!(enqueue(&fed, minutes(9)), DueAction::NotDue);
    assert!(matches!(enqueue(&fed, minutes(10)), DueAction::Enqueue(_)), "a message that was lost");
    let state = |user: &User| match enqueue(user, NOW) {
        DueAction::Discard(after) => Some(after.invitation),
        DueAction::Enqueue(_) | DueAction::NotDue => None,
    };
    assert_eq!(state(&User { enabled: false, ..due.clone() }), Some(InvitationState::Held));
    assert_eq!(state(&User { activated: true, ..due.clone() }), Some(InvitationState::Accepted));
    for other in InvitationState::ALL.into_iter().filter(|state| *state != InvitationState::Queued) {
        assert_eq!(enqueue(&user(other), minutes(DAYS_8)), DueAction::NotDue, "{other:?}");
    }
}

#[test]
fn queued_invitation_of_a_suppressed_address_is_discarded_for_the_reason_of_the_suppression() {
    for (kind, state, reason) in [
        (MailEventKind::Complained, State::Complained, Reason::Complaint),
        (MailEventKind::Bounced { is_permanent: true }, State::Bounced, Reason::BouncedPermanently),
    ] {
        // An event for an earlier e-mail arrives while the next one is being sent; the next one is then given back.
        let (user_id, message_id) = (UserId::from("u1"), "m1".to_owned());
        let event = MailEvent { user_id, attempt: attempt(9), message_id, kind, at: NOW };
        let effect = apply_event(&user(State::Sending), &event, NOW);
        let (EventEffect::Changed(sending) | EventEffect::Bounced(sending)) = effect else { panic!("{kind:?}") };
        let queued = give_back(&sending, &attempt(1), NOW, NOW).unwrap();
        let DueAction::Discard(after) = enqueue(&queued, NOW) else { panic!("{kind:?}") };
        assert_eq!((after.invitation, after.invited.unwrap().reason), (state, Some(reason)), "{kind:?}");
    }
}

#[test]
fn mail_has_no_way_but_through_a_claim_and_accepted_is_the_end() {
    use InvitationState as S;
    for from in S::ALL {
        assert_eq!(from.may_become(S::Sending), from == S::Queued, "{from:?}");
        assert!(!S::Accepted.may_become(from), "{from:?}");
        assert!(!from.may_become(from), "{from:?}");
        // Only an undo reverses a request, and only before it has been claimed for sending.
        assert_eq!(from.may_become(S::None), from == S::Queued, "{from:?}");
        assert_eq!(from.may_become(S::Unconfirmed), from == S::Sending, "{from:?}");
        assert_eq!(InvitationState::parse(from.as_str()), Some(from));
    }
}

#[test]
fn attempt_to_sign_in_requests_an_invitation_that_the_caller_enqueues() {
    let after = sign_in(&user(State::None), NOW).unwrap();
    assert_eq!((after.invitation, after.invitation_due()), (State::Queued, Some((Due::Enqueue, minutes(10)))));
    for state in [State::Queued, State::Sent, State::Accepted] {
        assert_eq!(sign_in(&user(state), NOW), None, "{state:?}");
    }
    assert_eq!(sign_in(&User { enabled: false, ..user(State::None) }, NOW), None);
}

#[test]
fn invitation_is_sent_again_only_while_its_link_is_valid() {
    for (state, at, resent_at) in [
        (State::None, 1, None),
        (State::Held, 1, None),
        (State::Expired, 1, None),
        (State::Sent, 1, Some(minutes(1))),
        (State::Bounced, 1, Some(minutes(1))),
        (State::Sent, DAYS_8, None),
    ] {
        let request = InvitationRequest { resend: true, batch_id: None, is_enqueued: false, now: minutes(at) };
        let Requested::Queued(after) = request_invitation(&user(state), &request) else { panic!("{state:?}") };
        let invited = after.invited.unwrap();
        assert_eq!((invited.resent_at, invited.due_at), (resent_at, minutes(at)), "{state:?} {at}");
    }
}

#[test]
fn each_outcome_of_a_request_is_counted_once() {
    let none = Invited::default();
    for (requested, expected) in [
        (Requested::Queued(Box::new(user(State::Queued))), Invited { queued: 1, ..none }),
        (Requested::QueuedBefore, Invited { queued: 1, ..none }),
        (Requested::AlreadyInvited, Invited { already_invited: 1, ..none }),
        (Requested::AlreadyActive, Invited { already_active: 1, ..none }),
        (Requested::Disabled, Invited { disabled: 1, ..none }),
    ] {
        let mut invited = none;
        requested.count_in(&mut invited);
        assert_eq!(invited, expected, "{requested:?}");
    }
}

#[test]
fn claimed_invitation_has_a_link_for_seven_days_and_nothing_of_the_former_email() {
    let mut queued = user(State::Queued);
    if let Some(invited) = &mut queued.invited {
        invited.message_id = Some("m1".to_owned());
        invited.sent_at = Some(NOW);
        invited.reason = Some(Reason::BouncedOnce);
    }
    let claimed = claim(&queued, &attempt(2), token(2), minutes(1)).unwrap();
    let invited = claimed.invited.unwrap();
    assert_eq!((claimed.invitation, invited.attempt), (State::Sending, Some(attempt(2))));
    assert_eq!((invited.token, invited.claimed_at), (Some(token(2)), Some(minutes(1))));
    assert_eq!(invited.expires_at, Some(minutes(1 + 7 * 24 * 60)));
    assert_eq!((invited.message_id, invited.sent_at, invited.reason), (None, None, None));
    if let Some(invited) = &mut queued.invited {
        invited.suppressed = true;
    }
    assert_eq!(claim(&queued, &attempt(2), token(2), minutes(1)), None, "the address is suppressed");
}

#[test]
fn only_a_queued_invitation_is_postponed_or_discarded() {
    for state in State::ALL {
        let is_queued = state == State::Queued;
        let postponed = postpone(&user(state), minutes(5), NOW).and_then(|after| after.invitation_due());
        assert_eq!(postponed, is_queued.then_some((Due::Enqueue, minutes(5))), "{state:?}");
        let disabled = User { enabled: false, ..user(state) };
        let discarded = discard(&disabled, NOW).map(|after| after.invitation);
        assert_eq!(discarded, is_queued.then_some(State::Held), "{state:?}");
        assert_eq!(discard(&user(state), NOW), None, "{state:?} may be sent, or is not queued");
    }
}

#[test]
fn queued_invitation_is_not_sent_after_a_complaint_or_a_permanent_bounce_of_an_earlier_email() {
    for (kind, expected) in [
        (MailEventKind::Complained, Some((State::Complained, Reason::Complaint))),
        (MailEventKind::Bounced { is_permanent: true }, Some((State::Bounced, Reason::BouncedPermanently))),
        (MailEventKind::Bounced { is_permanent: false }, None),
        (MailEventKind::Delivered, None),
    ] {
        let (user_id, message_id) = (UserId::from("u1"), "m1".to_owned());
        let event = MailEvent { user_id, attempt: attempt(1), message_id, kind, at: NOW };
        let after = match apply_event(&user(State::Queued), &event, NOW) {
            EventEffect::Changed(after) | EventEffect::Bounced(after) => Some(*after),
            EventEffect::Nothing => None,
        };
        let found = after.map(|after| (after.invitation, after.invited.and_then(|invited| invited.reason)));
        assert_eq!(found, expected.map(|(state, reason)| (state, Some(reason))), "{kind:?}");
    }
}

/// Returns the entry of an import that released the invitation of this user.
fn release_of(import_id: &ImportId, user: &User) -> HistoryEntry {
    HistoryEntry {
        import_id: import_id.clone(),
        row: 2,
        outcome: Outcome::Updated,
        assigned: Vec::new(),
        invited: true,
        changes: None,
        released: Some(Box::new(Released::of(user))),
        was_disabled_by_feed: false,
        undo: None,
        never_invited: false,
        unknown: Unknown::new(),
    }
}

#[test]
fn released_invitation_of_a_suppressed_address_stays_suppressed() {
    for (suppressed, complained) in [(false, false), (true, false), (true, true)] {
        let mut user = user(State::Held);
        if let Some(invited) = &mut user.invited {
            (invited.suppressed, invited.complained) = (suppressed, complained);
        }
        user.release_invitation(&"i2".into(), minutes(1));
        assert_eq!((user.invitation, user.invitation_serial), (State::Queued, 1));
        let invited = user.invited.unwrap();
        assert_eq!((invited.suppressed, invited.complained), (suppressed, complained));
        assert_eq!((invited.import_id, invited.requested_at), (Some("i2".into()), minutes(1)));
    }
}

#[test]
fn undo_restores_the_invitation_as_it_was_before_its_import_released_it() {
    let import_id = ImportId::from("i2");
    for (state, other) in [(State::None, State::Held), (State::Held, State::None)] {
        let (before, other) = (user(state), user(other));
        let mut user = before.clone();
        user.release_invitation(&import_id, minutes(1));
        user.history = vec![release_of(&import_id, &before), release_of(&"i3".into(), &other)];
        let queued = user.clone();
        revert_release(&mut user, &"i3".into());
        assert_eq!(user, queued, "another import requested the invitation");
        revert_release(&mut user, &import_id);
        assert_eq!((user.invitation, &user.invited), (state, &before.invited));
        assert_eq!(user.invitation_serial, 2);
    }
}

#[test]
fn undo_holds_the_invitation_if_its_former_state_is_unknown_and_leaves_one_that_was_claimed() {
    let import_id = ImportId::from("i2");
    let mut user = user(State::None);
    user.release_invitation(&import_id, minutes(1));
    let mut claimed = claim(&user, &attempt(2), token(2), minutes(1)).unwrap();
    let sending = claimed.clone();
    revert_release(&mut claimed, &import_id);
    assert_eq!(claimed, sending);
    let details = user.invited.clone();
    revert_release(&mut user, &import_id);
    assert_eq!((user.invitation, user.invited), (State::Held, details));
}

#[test]
fn undo_does_not_forget_that_the_address_was_suppressed_in_the_meantime() {
    let import_id = ImportId::from("i2");
    for (suppressed, complained) in [(false, false), (true, false), (true, true)] {
        let before = user(State::Held);
        let mut user = before.clone();
        user.release_invitation(&import_id, minutes(1));
        user.history = vec![release_of(&import_id, &before)];
        if let Some(invited) = &mut user.invited {
            (invited.suppressed, invited.complained) = (suppressed, complained);
        }
        revert_release(&mut user, &import_id);
        let invited = user.invited.unwrap();
        assert_eq!((user.invitation, invited.suppressed, invited.complained), (State::Held, suppressed, complained));
    }
}
