import { useRef } from "react";
import type { RollcallImportElement } from "@rollcall/portal";
import { RollcallImport, RollcallImports, RollcallUsers } from "@rollcall/portal/react";

export function Page({ api }: { api: string }) {
    const dialog = useRef<RollcallImportElement>(null);
    const getToken = async () => "token";
    return (
        <>
            <button onClick={() => dialog.current?.open()}>Import</button>
            <RollcallImport
                ref={dialog}
                api={api}
                getToken={getToken}
                button="none"
                presentation="panel"
                options={{ confirm: true }}
                lockedOptions={["confirm"]}
                onDone={({ summary }) => console.log(summary.created)}
            />
            <RollcallUsers api={api} getToken={getToken} />
            <RollcallImports api={api} getToken={getToken} for="import" />
        </>
    );
}
