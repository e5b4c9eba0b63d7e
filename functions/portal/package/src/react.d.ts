import type { ForwardRefExoticComponent, ReactNode, RefAttributes } from "react";
import type {
    GetToken,
    ImportOptions,
    OptionName,
    RollcallEvents,
    RollcallImportElement,
    RollcallImportsElement,
    RollcallUsersElement,
} from "./index.js";

interface Common {
    /** Address of the API. */
    api: string;
    lang?: string;
    getToken?: GetToken;
    token?: string | null;
    strings?: Record<string, string>;
    id?: string;
    children?: ReactNode;
    onError?: (detail: RollcallEvents["rollcall-error"]) => void;
    onUnauthorized?: () => void;
}
export interface RollcallImportProps extends Common {
    layout?: "enrolment" | "learners";
    import?: string;
    button?: "none";
    presentation?: "dialog" | "panel" | "inline";
    theme?: "light" | "dark";
    history?: "none";
    options?: ImportOptions;
    lockedOptions?: OptionName[];
    hiddenOptions?: OptionName[];
    onOpen?: () => void;
    onClose?: () => void;
    onStep?: (detail: RollcallEvents["rollcall-step"]) => void;
    onProgress?: (detail: RollcallEvents["rollcall-progress"]) => void;
    onDone?: (detail: RollcallEvents["rollcall-done"]) => void;
    onView?: (detail: RollcallEvents["rollcall-view"]) => void;
    onInvited?: (detail: RollcallEvents["rollcall-invited"]) => void;
}
export const RollcallImport: ForwardRefExoticComponent<RollcallImportProps & RefAttributes<RollcallImportElement>>;
export const RollcallUsers: ForwardRefExoticComponent<Common & RefAttributes<RollcallUsersElement>>;
export const RollcallImports: ForwardRefExoticComponent<
    Common & {
        for?: string;
        onView?: (detail: RollcallEvents["rollcall-view"]) => void;
    } & RefAttributes<RollcallImportsElement>
>;
