// Checks an AsyncAPI document against the official schema of its version: node validate.mjs FOLDER-WITH-NODE-MODULES FILE
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, file] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const Ajv = require("ajv");
const document = JSON.parse(readFileSync(file, "utf8"));
const schema = JSON.parse(readFileSync(join(folder, "node_modules/@asyncapi/specs/schemas", `${document.asyncapi}.json`), "utf8"));

// Formats are not part of ajv; the shape of the document is what is checked here. The official schema brings draft 7 with it.
const options = { strict: false, allErrors: true, logger: false, validateFormats: false };
const validate = new Ajv({ ...options, meta: false, validateSchema: false }).compile(schema);
const meta = new Ajv(options).compile({ $ref: "http://json-schema.org/draft-07/schema#" });
const faults = [];
if (!validate(document)) {
    faults.push(...validate.errors);
}

for (const [name, payload] of Object.entries(document.components.schemas)) {
    if (!meta(payload)) {
        faults.push(name, ...meta.errors);
    }
}

if (faults.length > 0) {
    console.log(JSON.stringify(faults.slice(0, 20), null, 2));
    process.exit(1);
}

console.log("valid");
