// The React component in strict mode, in a page that rerenders with each event. Records the calls of the handlers.
import { StrictMode, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { RollcallImport, RollcallUsers } from "@rollcall/portal/react";

const API = "http://127.0.0.1:8000";
const calls: string[] = [];
const tokens: string[] = [];

function Page() {
    const [, setCount] = useState(0);
    const called = (name: string) => () => {
        calls.push(`rollcall-${name}`);
        setCount(calls.length);
    };
    const tokenFor = (element: string) => async () => {
        tokens.push(element);
        return "any";
    };
    return (
        <main>
            <RollcallImport
                api={API}
                layout="enrolment"
                presentation="inline"
                getToken={tokenFor("import")}
                strings={{ importUsers: "Import people" }}
                options={{ update_existing: true }}
                hiddenOptions={["send_invitations"]}
                onOpen={called("open")}
                onStep={called("step")}
                onProgress={called("progress")}
                onDone={called("done")}
            />
            <RollcallUsers api={API} getToken={tokenFor("users")} />
        </main>
    );
}

let root: Root;
function mount() {
    root = createRoot(document.getElementById("app")!);
    root.render(
        <StrictMode>
            <Page />
        </StrictMode>,
    );
}
const unmount = () => root.unmount();

Object.assign(window, { mount, unmount, calls, tokens });
mount();
