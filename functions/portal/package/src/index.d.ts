import type { components } from "./api.js";

export type { components, operations, paths } from "./api.js";

export type Import = components["schemas"]["Import"];
export type Summary = components["schemas"]["Summary"];

export interface LoadOptions {
    /** Address of the API. */
    api: string;
    /** Language of the texts that come with the script; other languages are loaded on demand. Default: the language of the browser. */
    lang?: string;
    /** Path of a version of the script, from {@link scriptVersion}. */
    url?: string;
    /** Integrity of that version. */
    integrity?: string;
}
/**
 * Loads the elements from a stack. Later calls for the same `api` return the same promise, unless it was rejected, and ignore their other
 * options: a page can define the elements only once, and they load texts in other languages themselves.
 */
export function loadElements(options: LoadOptions): Promise<void>;
/** Returns the path and the integrity of the script's current version. */
export function scriptVersion(options: { api: string; lang?: string }): Promise<{ url: string; integrity: string }>;

export type GetToken = (options: { isExpired: boolean }) => string | null | Promise<string | null>;

export interface ImportOptions {
    update_existing?: boolean;
    send_invitations?: boolean;
    confirm?: boolean;
    on_row_errors?: "reject" | "skip";
}
export type OptionName = keyof ImportOptions;

interface RollcallElement extends HTMLElement {
    /** Address of the API. Assigning to it sets the attribute `api`, or removes it. */
    get api(): string;
    set api(address: string | null);
    /** Returns the token; called before each request. */
    getToken?: GetToken;
    /** The token, if there is no `getToken`. */
    token: string | null;
    /** Texts that replace those of the element, by key. */
    strings: Record<string, string>;
}

/** `<rollcall-import api layout lang import button presentation theme history>` */
export interface RollcallImportElement extends RollcallElement {
    /** Initial values of the options on the first step. */
    options: ImportOptions;
    /** Options that are shown but cannot be changed. */
    lockedOptions: OptionName[];
    /** Options that are not shown. */
    hiddenOptions: OptionName[];
    /** The import that the dialog shows or follows. Assigning an id to it sets the attribute `import`; null removes it. */
    get import(): Import | null;
    set import(id: string | null);
    readonly isOpen: boolean;
    /** Opens the dialog at an import (by default, that of the attribute `import`), with a file, or where it was left. */
    open(target?: string | { file: File }): Promise<void>;
    close(): void;
}
/** `<rollcall-users api lang>` */
export interface RollcallUsersElement extends RollcallElement {
    reload(): Promise<void>;
}
/** `<rollcall-imports api lang for>` */
export interface RollcallImportsElement extends RollcallElement {
    reload(): Promise<void>;
}

export type Step = "loading" | "start" | "upload" | "progress" | "review" | "result" | "history";

/** The details of the events, by name. */
export interface RollcallEvents {
    "rollcall-open": null;
    "rollcall-close": null;
    /** For an undo, `undoes` is the import that it undoes. */
    "rollcall-step": { step: Step; undoes?: string };
    "rollcall-progress": { import_id?: string; status: string; percent: number };
    /** Once when an import or undo that this tab started or decided about has ended, even while the dialog is closed. */
    "rollcall-done": {
        import_id: string;
        status: string;
        source: Import["source"];
        /** For an undo, the import that it undoes. */
        undoes: string | null;
        summary: Summary;
        /** Null for an undo. */
        file_name: string | null;
        layout: string;
        problems: { errors: number; warnings: number };
    };
    "rollcall-view": { import_id: string };
    "rollcall-invited": { import_id: string };
    "rollcall-error": { message: string; status: number | null; code: string | null };
    "rollcall-unauthorized": null;
}

type RollcallEventMap = { [Name in keyof RollcallEvents]: CustomEvent<RollcallEvents[Name]> };

declare global {
    interface HTMLElementTagNameMap {
        "rollcall-import": RollcallImportElement;
        "rollcall-users": RollcallUsersElement;
        "rollcall-imports": RollcallImportsElement;
    }
    interface HTMLElementEventMap extends RollcallEventMap {}
    // The events bubble.
    interface DocumentEventMap extends RollcallEventMap {}
}
