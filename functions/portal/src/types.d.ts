// The types that the portal's scripts share. Those of the API follow infra/openapi.yaml.

export interface Rule {
    kind: string;
    chars_max?: number;
    plain?: boolean;
}
export interface Column {
    label: string;
    required: boolean;
    rule: Rule;
    help: string;
}
/** A file format that can be imported. */
export type Format = "csv" | "xlsx";
export interface Layout {
    options: { name: string; default: any }[];
    synonyms: Record<string, string[]>;
    name: "enrolment" | "learners";
    title: string;
    columns: Column[];
    numbered: { prefix: string; columns_max: number; template_default: number; rule: Rule; help: string } | null;
    unknown_columns: "refuse" | "ignore";
    existing_users: "by_option" | "refuse";
    limits: { rows_max: number; file_bytes_max: number; course_columns_max: number };
}
export interface Problem {
    code: string;
    severity: "error" | "warning";
    row?: number | null;
    line?: number | null;
    column?: string | null;
    found?: string | null;
    reads?: string | null;
    company?: string | null;
    message: string;
    suggestions: string[];
    rows?: number | null;
    first_rows?: number[] | null;
    safe?: boolean;
    /** The encoding that repairs letters that were decoded twice. */
    encoding?: string | null;
    /** Words as they were read, with one reading for each suggested encoding. */
    samples?: { row: number; readings: string[] }[];
}
export interface Finding {
    code: string;
    severity: "error" | "warning";
    column: string;
    company?: string | null;
    found: string;
    reads?: string | null;
    count: number;
    first_rows: number[];
    suggestions: string[];
    safe: boolean;
    message: string;
}
export interface Summary {
    created: number;
    updated: number;
    skipped: number;
    failed: number;
    course_assignments: number;
    invitations: number;
    [count: string]: any;
}
/** A limit of the brake that a file of a feed exceeds. */
export interface Held {
    limit: "create_percent" | "update_percent" | "disable_percent" | "failed_percent" | "absent_percent";
    allowed: number;
    found: number;
    users: number;
}
/** The members of a feed that are shown. */
export interface Feed {
    name: string;
    waiting: string | null;
    held: string | null;
    newest: { import_id: string; completed_at: string; users: number } | null;
}
export interface Import {
    import_id: string;
    status: string;
    started_by: string;
    source: "portal" | "drop" | "undo";
    /** Null for an undo. */
    file: { name: string; size_bytes: number; encoding: string | null; delimiter: string | null } | null;
    undoes: string | null;
    undone_by: string | null;
    undo_status: string | null;
    options: {
        layout: string;
        update_existing: boolean;
        send_invitations: boolean;
        on_row_errors: string;
        dry_run?: boolean;
        confirm: boolean;
        encoding?: string | null;
    };
    progress: {
        bytes_read: number;
        rows_total: number | null;
        rows_validated: number;
        rows_applied: number;
        percent: number;
        [count: string]: any;
    };
    summary: Summary;
    problems: { errors: number; warnings: number; file: Problem[] };
    failure: { code: string; detail: string; retryable: boolean } | null;
    feed: string | null;
    waits_for: string | null;
    held: Held[];
    /** The effect of the file on the roster of its feed. */
    roster: { absence: string; unreadable: number } | null;
    corrections: number;
    courses_left_out?: { company: string; found: string; rows: number }[];
    corrects?: string | null;
    superseded_by?: string | null;
    created_at: string;
    finished_at: string | null;
}
export interface Row {
    /** Null for people who are missing from a file of a feed. */
    row: number | null;
    outcome: string;
    reason: string | null;
    user: {
        email: string;
        enabled: boolean | null;
        name: string;
        last_name: string | null;
        company: string | null;
        cohort: string | null;
        language: string;
        [field: string]: any;
    };
    courses: { id: string; title: string }[];
    courses_assigned: string[];
    changes: { column: string; old: string | null; new: string | null }[];
    courses_removed: string[];
    kept: { column: string; current: string | null }[];
    changed_by: string | null;
    invited: boolean;
    problems: Problem[];
}
export type ValueCorrection = { kind: "value"; column: string; company?: string; found: string; to: string };
export type Correction =
    | { kind: "column"; label: string; to: string | null; at?: number }
    | ValueCorrection
    | { kind: "cell"; row: number; column: string; found: string; to: string }
    | { kind: "row"; row: number; found?: string };

/** Formats a message in the reader's language. */
export interface Say {
    (key: string, values?: Record<string, unknown>): string;
    lang: string;
    number(number: number): string;
    percent(number: number): string;
    ago(seconds: number): string;
    date(text: string): string;
    size(bytes: number): string;
    language(tag: string): string;
}
export interface Texts {
    tag: string;
    dialog: Record<string, unknown>;
    pages: Record<string, unknown>;
}

/** A column of a file with its first cells, and the column of the template that its label names or probably means. */
export interface HeaderLine {
    /** Number of the column from 1; 0 for a column of the template that the file lacks. */
    at: number;
    label: string;
    cells: string[];
    state: "known" | "near" | "unknown" | "double" | "missing" | "ignored";
    /** The column of the template; null if none is known. */
    column: string | null;
}
export interface FileProblem {
    key: string;
    values?: Record<string, unknown>;
    bytes?: number;
}
/** The result of the check of a file. */
export interface FileCheck {
    /** Null for a workbook, which is not read before the upload. */
    rows: number | null;
    labels: string[];
    courseColumns: number;
    preview: string[][];
    /** Cells with non-ASCII characters, if the encoding is only assumed. */
    samples: string[];
    problem?: FileProblem;
    /** The header, if it does not fit the template as it is. */
    header?: HeaderLine[];
    /** The layout that the file fits, if it is another one. */
    otherLayout?: string;
    /** Delimiter of the columns; empty for a workbook. */
    delimiter: string;
}

declare global {
    /** Texts of the language that the script was requested in. */
    const TEXTS: Texts;
    /** Tags of every language, the default first. */
    const TAGS: string[];
    /** The name of each language in that language, in the order of TAGS. */
    const NAMES: string[];
}
