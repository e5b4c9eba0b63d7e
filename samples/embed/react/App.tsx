import { useRef, useState } from "react";
import { loadElements, type RollcallImportElement } from "@rollcall/portal";
import { RollcallImport, RollcallUsers } from "@rollcall/portal/react";

const API = "http://127.0.0.1:8000";

// The token of your portal; the stack on a laptop needs none.
const getToken = async () => null;

export function App() {
  const dialog = useRef<RollcallImportElement>(null);
  const [notice, setNotice] = useState("");
  // The component loads the elements too; they have no methods before that.
  const open = () => loadElements({ api: API }).then(() => dialog.current?.open());
  return (
    <main>
      <h1>Users</h1>
      <button onClick={open}>Import users</button>
      <p role="status">{notice}</p>
      <RollcallImport
        ref={dialog}
        api={API}
        layout="enrolment"
        button="none"
        getToken={getToken}
        onDone={({ undoes, file_name, summary }) =>
          setNotice(undoes ? `${summary.removed} users removed` : `${file_name}: ${summary.created} users created`)
        }
      />
      <RollcallUsers api={API} getToken={getToken} />
    </main>
  );
}
