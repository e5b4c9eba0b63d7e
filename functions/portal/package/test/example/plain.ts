import { loadElements, scriptVersion } from "@rollcall/portal";
import { RollcallError, all, createClient } from "@rollcall/portal/client";

const api = "https://api.example.com";
await loadElements({ api, ...(await scriptVersion({ api })) });

const dialog = document.createElement("rollcall-import");
dialog.api = api;
dialog.getToken = async ({ isExpired }) => (isExpired ? "new" : "old");
dialog.options = { send_invitations: true };
dialog.hiddenOptions = ["on_row_errors"];
dialog.strings = { importUsers: "Import people" };
dialog.addEventListener("rollcall-done", ({ detail }) => {
    console.log(detail.file_name, detail.summary.created, detail.problems.errors);
});
dialog.addEventListener("rollcall-progress", ({ detail }) => console.log(detail.percent.toFixed()));
document.addEventListener("rollcall-done", ({ detail }) => console.log(detail.status));
dialog.import = "01m80t2q3a7v5n8x1c4b6d9e0f";
console.log(dialog.import?.status, dialog.api.length);
dialog.import = null;
await dialog.open({ file: new File([""], "people.csv") });
// @ts-expect-error There is no such option.
dialog.options = { unknown: true };

const client = createClient({ api, getToken: () => "token" });
const one = await client.get("/imports/{id}", { params: { path: { id: "1" } } });
const created: number = one.summary.created;
const confirmed = client.post("/imports/{id}/confirm", {
    params: { path: { id: one.import_id } },
    body: { ignore_errors: created > 0 },
});
await confirmed.catch((error) => {
    if (error instanceof RollcallError) console.log(error.status, error.code);
});
const list = (cursor?: string) => client.get("/users", { params: { query: { status: "pending", cursor } } });
for await (const user of all(list)) console.log(user.email);
// @ts-expect-error There is no such route.
await client.get("/unknown");
