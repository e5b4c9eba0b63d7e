// Fails if src/api.d.ts does not match the API description.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const generated = join(mkdtempSync(join(tmpdir(), "rollcall-types-")), "api.d.ts");
execFileSync("npx", ["openapi-typescript", "../../../infra/openapi.yaml", "--output", generated], {
  stdio: ["ignore", "ignore", "inherit"],
});
if (readFileSync(generated, "utf8") !== readFileSync("src/api.d.ts", "utf8")) {
  console.error("src/api.d.ts is out of date: run npm run types");
  process.exit(1);
}
