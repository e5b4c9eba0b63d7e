//! Example bodies, as JSON; `tests/e2e/openapi.sh` validates them.

pub(super) const EXAMPLE_UPLOAD: &str = r#"{
    "import_id": "01m80swh5has1mkgtd02w3fbwk",
    "upload": {
        "method": "PUT",
        "url": "https://uploads.example.org/uploads/01m80swh5has1mkgtd02w3fbwk.csv?X-Amz-Expires=900&X-Amz-Signature=0a1b",
        "headers": { "content-type": "text/csv", "if-none-match": "*" },
        "expires_at": "2026-03-04T05:21:07Z"
    }
}"#;
pub(super) const EXAMPLE_IMPORT: &str = r#"{
    "import_id": "01m80swh5has1mkgtd02w3fbwk",
    "source": "portal",
    "status": "completed",
    "started_by": "admin-7",
    "file": { "name": "people.csv", "size_bytes": 4096, "encoding": "utf-8", "delimiter": "," },
    "undoes": null,
    "undone_by": null,
    "undo_status": null,
    "feed": null,
    "waits_for": null,
    "held": [],
    "roster": null,
    "options": {
        "layout": "enrolment", "update_existing": true, "send_invitations": false, "on_row_errors": "skip", "confirm": false,
        "encoding": null
    },
    "progress": {
        "bytes_read": 4096, "rows_total": 51, "rows_validated": 51, "rows_applied": 51, "rows_blank": 0, "rows_repeated": 0,
        "rows_left_out": 0, "rows_valid": 50, "percent": 100
    },
    "summary": {
        "created": 48, "updated": 2, "removed": 0, "disabled": 0, "skipped": 0, "failed": 1, "course_assignments": 113,
        "course_assignments_removed": 0, "invitations": 0, "never_invited": 1,
        "fields_changed": { "enabled": 1, "cohort": 2 }
    },
    "problems": { "errors": 1, "warnings": 0, "file": [] },
    "failure": null,
    "corrections": 0,
    "courses_left_out": [],
    "corrects": null,
    "superseded_by": null,
    "created_at": "2026-03-04T05:06:07Z",
    "finished_at": "2026-03-04T05:06:09Z",
    "expires_at": "2026-04-03T05:06:09Z"
}"#;
pub(super) const EXAMPLE_ROWS: &str = r#"{
    "items": [{
        "row": 2, "line": 2, "outcome": "updated", "reason": null,
        "user": {
            "user_id": "01m80sz0w1c9q4h1v3t8m7e5kd", "email": "ada@example.org", "enabled": true, "name": "Ada", "last_name": "Byron",
            "company": "Acme GmbH", "cohort": "Spring", "language": "en", "job_role": "Chef", "region": null, "identifier": null,
            "country": null
        },
        "courses": [{ "id": "c-safety", "title": "Safety First – Basics" }],
        "courses_assigned": ["c-safety"],
        "changes": [{ "column": "job_role", "old": "Cook", "new": "Chef" }],
        "courses_removed": [],
        "kept": [],
        "changed_by": null,
        "invited": false, "never_invited": false,
        "problems": [],
        "corrections": [{ "column": "job_role", "found": "Cheff", "to": "Chef" }]
    }],
    "next_cursor": "eyJjaHVuayI6MCwic2tpcCI6MX0"
}"#;
pub(super) const EXAMPLE_PROBLEMS: &str = r#"{
    "items": [{
        "code": "course-unmatched", "severity": "error", "row": null, "line": null, "column": "module requested 1",
        "found": "Presentng Well",
        "message": "\"Presentng Well\" is not a course of Acme GmbH. Did you mean \"Presenting Well\"?",
        "suggestions": ["Presenting Well"], "company": "Acme GmbH", "rows": 3, "first_rows": [2, 5, 9]
    }],
    "next_cursor": null
}"#;
pub(super) const EXAMPLE_EXPORT: &str = r#"{
    "url": "https://results.example.org/results/01m80swh5has1mkgtd02w3fbwk/rollcall-result.csv?X-Amz-Expires=300&X-Amz-Signature=0a1b",
    "file_name": "rollcall-result-01m80swh5has1mkgtd02w3fbwk-20260304T050609Z.csv",
    "expires_at": "2026-03-04T05:11:09Z"
}"#;
pub(super) const EXAMPLE_USER: &str = r#"{
    "user_id": "01m80sz0w1c9q4h1v3t8m7e5kd", "email": "Ada@example.org", "enabled": true, "name": "Ada", "last_name": "Byron",
    "company": "Acme GmbH", "cohort": "Spring", "language": "en-GB", "job_role": "Chef", "region": null, "identifier": null,
    "country": null, "status": "pending", "invitation": "queued", "signed_in_at": null, "feed": null,
    "courses": [{
        "course_id": "c-safety", "title": "Safety First – Basics", "import_id": "01m80swh5has1mkgtd02w3fbwk",
        "assigned_at": "2026-03-04T05:06:08Z"
    }],
    "imports": [{
        "import_id": "01m80swh5has1mkgtd02w3fbwk", "row": 2, "outcome": "created", "undoes": null, "changes": [],
        "courses_assigned": ["c-safety"], "courses_removed": []
    }],
    "created_by": { "import_id": "01m80swh5has1mkgtd02w3fbwk", "row": 2 },
    "created_at": "2026-03-04T05:06:08Z", "updated_at": "2026-03-04T05:06:08Z"
}"#;
pub(super) const EXAMPLE_CATALOG: &str = r#"{
    "companies": [{
        "id": "co-acme", "name": "Acme GmbH", "cohorts": [{ "id": "ch-spring", "name": "Spring" }],
        "courses": [{ "id": "c-safety", "title": "Safety First – Basics" }]
    }],
    "next_cursor": null
}"#;
pub(super) const EXAMPLE_CATALOG_PUT: &str = r#"{
    "companies": [{
        "name": "Acme GmbH", "cohorts": ["Spring", { "id": "ch-autumn", "name": "Autumn" }],
        "courses": [{ "id": "c-safety", "title": "Safety First – Basics" }]
    }]
}"#;
pub(super) const EXAMPLE_CATALOG_COUNTS: &str = r#"{
    "companies": { "added": 1, "renamed": 0, "unchanged": 0 },
    "cohorts": { "added": 2, "renamed": 0, "unchanged": 0 },
    "courses": { "added": 1, "renamed": 0, "unchanged": 0 },
    "aliases_removed": 0
}"#;
pub(super) const EXAMPLE_CORRECTIONS: &str = r#"{
    "corrections": [{ "kind": "row", "row": 14, "found": "x@example.org" }]
}"#;
pub(super) const EXAMPLE_CORRECTION_REQUEST: &str = r#"{
    "corrections": [
        { "kind": "column", "label": "companyname", "to": "companyName" },
        {
            "kind": "value", "column": "module requested", "company": "Harbour & Vale Ltd", "found": "Presentng Well",
            "to": "Presenting Well"
        },
        { "kind": "cell", "row": 5, "column": "email", "found": "judith@@example.org", "to": "judith@example.org" },
        { "kind": "row", "row": 14 }
    ],
    "options": { "update_existing": true }
}"#;
pub(super) const EXAMPLE_FINDINGS: &str = r#"{
    "items": [{
        "code": "course-unmatched", "severity": "error", "column": "module requested", "company": "Harbour & Vale Ltd",
        "found": "Presentng Well", "count": 2, "first_rows": [19, 20], "suggestions": ["Presenting Well"], "safe": true,
        "message": "“Presentng Well” is not a course of “Harbour & Vale Ltd” (2 rows: 19 and 20). Did you mean “Presenting Well”?"
    }],
    "next_cursor": null,
    "truncated": false,
    "rows_left_over": 0
}"#;
pub(super) const EXAMPLE_ALIASES: &str = r#"{
    "aliases": [
        { "company": "Acme GmbH", "alias": "Acme" },
        { "company": "Acme GmbH", "course": "Safety First – Basics", "alias": "Safety 1" }
    ]
}"#;
pub(super) const EXAMPLE_ALIASES_ADDED: &str = r#"{
    "aliases": [
        { "company": "Acme GmbH", "alias": "Acme", "result": "added" },
        { "company": "Acme GmbH", "course": "Safety First – Basics", "alias": "Safety 1", "result": "exists" }
    ]
}"#;
pub(super) const EXAMPLE_FEED_PUT: &str = r#"{
    "missing": "disable", "missing_after": 2, "brake": { "disable_percent": 5 }, "report_to": ["hr@acme.example"],
    "corrections": [
        { "kind": "column", "label": "E-Mail", "to": "email" },
        { "kind": "value", "column": "enabled", "found": "active", "to": "1" }
    ]
}"#;
pub(super) const EXAMPLE_FEED: &str = r#"{
    "name": "hr-nightly", "update_existing": true, "send_invitations": false, "on_row_errors": "skip", "missing": "disable",
    "missing_after": 2,
    "brake": {
        "create_percent": 50, "update_percent": 50, "disable_percent": 5, "failed_percent": 20, "unreadable_rows": 0, "min_users": 20
    },
    "test_mode": false, "language": "en", "report_to": ["hr@acme.example"],
    "corrections": [
        { "kind": "column", "label": "E-Mail", "to": "email" },
        { "kind": "value", "column": "enabled", "found": "active", "to": "1" }
    ],
    "taken_by": "01m80swh5has1mkgtd02w3fbwk", "waiting": null, "held": null,
    "newest": { "import_id": "01m80swh5has1mkgtd02w3fbwk", "completed_at": "2026-03-04T02:06:09Z", "users": 412 },
    "report_refused": [],
    "created_at": "2026-03-01T09:00:00Z", "updated_at": "2026-03-01T09:00:00Z"
}"#;
