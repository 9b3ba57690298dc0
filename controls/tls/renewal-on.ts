import { certbotTimer, certificateTimer } from '../../proxy/paths.ts';
import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'tls.renewal-on',
  layer: 'communication',
  severity: 'high',
  title: 'The certificate renews itself, and one program alone does it',
  failureTitle: 'Nothing renews the certificate, or two programs do',
  why: 'A certificate that a person must think of ends on the day when that person does not.',
  references: ['https://letsencrypt.org/docs/integration-guide/', 'RFC 8555'],
  appliesTo: isExposed,
  needs: ['units'],
  check({ units }) {
    const [ours, certbots] = [units[certificateTimer], units[certbotTimer]];
    if (!ours || !certbots)
      return cannotTell(`systemctl show said nothing about ${ours ? certbotTimer : certificateTimer}`);
    const evidence = [
      `systemctl show ${certificateTimer}: ${ours.load}, ${ours.file || 'no unit file'}, ${ours.active}`,
      `systemctl show ${certbotTimer}: ${certbots.load}, ${certbots.active}`,
    ];
    const isOn = ours.file === 'enabled' && ours.active === 'active';
    return isOn && certbots.active !== 'active'
      ? pass(evidence)
      : fail(evidence, `sudo systemctl enable --now ${certificateTimer}, or ./sclerite converge`);
  },
});
