import type { MachineSpec } from '../driver.ts';
import { ROOT_LABEL } from '../machines/recipe.ts';
import { machineLink, machineMac } from '../network/addresses.ts';
import type { MachinePaths } from '../paths.ts';
import type { Accelerator } from './accelerator.ts';
import type { DiskImage } from './image.ts';

/** A page that a machine once touched stays the host's until it is off: more than this is not given, whatever its type says. */
const MOST_MEMORY_MIB = 2048;

/** Name of QEMU's bus for disks; volumes are plugged into it as well. */
export const DISK_BUS = 'disks.0';

export interface QemuOrder {
  readonly spec: MachineSpec;
  readonly image: DiskImage;
  readonly paths: Pick<MachinePaths, 'disk' | 'qmp' | 'agent'>;
  readonly accelerator: Accelerator;
  /** Processors of the host: more of them in the machine would only wait for each other. */
  readonly hostCores: number;
}

/** QEMU's command line for one machine, shaped as Hetzner's are: a SCSI disk, one network card, SMBIOS that names them. */
export function qemuArguments({ spec, image, paths, accelerator, hostCores }: QemuOrder): string[] {
  const memory = Math.min(spec.memory * 1024, MOST_MEMORY_MIB);
  return [
    'qemu-system-x86_64',
    ...['-name', `${spec.name}-${spec.id}`, '-nodefaults', '-no-user-config', '-display', 'none'],
    ...['-machine', 'q35', '-rtc', 'base=utc', '-m', String(memory), '-smp', String(Math.min(spec.cores, hostCores))],
    ...(accelerator === 'kvm'
      ? ['-accel', 'kvm', '-cpu', 'host']
      : ['-accel', 'tcg,thread=multi,tb-size=1024', '-cpu', 'max,svm=off']),
    // cloud-init recognises Hetzner by the manufacturer, and believes only metadata whose instance id is this serial number.
    ...['-smbios', `type=1,manufacturer=Hetzner,product=vServer,serial=${spec.id}`],
    ...['-kernel', image.kernel, '-initrd', image.initrd, '-append', kernelArguments(accelerator).join(' ')],
    // The console: QEMU's own output, which the supervisor keeps.
    ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
    ...['-chardev', `socket,id=qmp,path=${doubled(paths.qmp)},server=on,wait=off`, '-mon', 'chardev=qmp,mode=control'],
    ...['-device', 'virtio-scsi-pci,id=disks'],
    // Safe as long as the host itself stays up, which is enough for a lab; a machine's fsync costs nothing.
    ...['-drive', `if=none,id=root,file=${doubled(paths.disk)},format=qcow2,cache=unsafe,discard=unmap`],
    ...['-device', `scsi-hd,bus=${DISK_BUS},drive=root,vendor=QEMU,product=HARDDISK,device_id=drive-scsi0`],
    ...['-netdev', `tap,id=net,ifname=${machineLink(spec.id)},script=no,downscript=no`],
    ...['-device', `virtio-net-pci,netdev=net,mac=${machineMac(spec.id)},romfile=`],
    ...['-device', 'virtio-rng-pci', '-device', 'virtio-serial-pci'],
    ...['-chardev', `socket,id=agent,path=${doubled(paths.agent)},server=on,wait=off`],
    ...['-device', 'virtserialport,chardev=agent,name=org.qemu.guest_agent.0'],
  ];
}

/** How many times as long a machine under TCG takes as a real one, on a host that does other things as well (docs/lab.md). */
export const TCG_PATIENCE = 20;

function kernelArguments(accelerator: Accelerator): string[] {
  // `net.ifnames=0`: eth0, the name that Hetzner's metadata gives the card, from the first moment.
  const always = [`root=LABEL=${ROOT_LABEL}`, 'ro', 'net.ifnames=0', 'console=tty0', 'console=ttyS0,115200n8'];
  // What waits inside the machine, with limits of its own, is told so by systemd's environment for all services.
  return accelerator === 'kvm' ? always : [...always, `systemd.setenv=SCLERITE_PATIENCE=${TCG_PATIENCE}`];
}

/** A comma would begin the next option (QEMU's manual, "Standard options"). */
function doubled(path: string): string {
  return path.replaceAll(',', ',,');
}
