// Pages against the rules of HTML: validate.mjs PAGE…   One line per finding; exit 1 if there is any.
import { HtmlValidate } from 'html-validate';

const rules = { 'long-title': 'off', 'no-inline-style': 'off' };
const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules });
let findings = 0;
for (const file of process.argv.slice(2)) {
  const report = await validator.validateFile(file);
  for (const { messages } of report.results) {
    for (const one of messages) {
      findings += 1;
      console.log('       ', `${file}:${one.line}:${one.column}`, one.ruleId, one.message);
    }
  }
}
process.exit(findings ? 1 : 0);
