import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'ssh.daemon-current',
  layer: 'infrastructure',
  severity: 'high',
  title: 'The running sshd has read its files as they are',
  failureTitle: 'The files of sshd are newer than the running sshd',
  why: 'A hardening that is only on the disk protects nobody; and a bad line on the disk waits for the next reboot.',
  references: ['https://man.openbsd.org/sshd#DESCRIPTION'],
  needs: ['sshdDaemon'],
  check({ sshdDaemon: { readAt, writtenAt } }) {
    const files = Object.entries(writtenAt);
    if (files.length === 0) return cannotTell('stat said nothing about the files of sshd');
    const late = files.filter(([, at]) => at > readAt);
    const time = (at: number) => new Date(at * 1000).toISOString();
    const evidence = [`/run/sshd.pid: sshd read its files at ${time(readAt)}`];
    if (late.length > 0) {
      return fail(
        [...evidence, ...late.map(([path, at]) => `${path}: written at ${time(at)}`)],
        'See that they are right (sudo sshd -t), then: sudo systemctl reload ssh',
      );
    }
    return pass([...evidence, `${files.length} files are older`]);
  },
});
