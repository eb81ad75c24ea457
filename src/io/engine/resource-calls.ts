import type Docker from 'dockerode';
import { unlessMissing, type Calls } from './calls.ts';
import type { Engine, Labels } from './engine.ts';

export type ResourceCalls = Pick<
  Engine,
  | 'createNetwork'
  | 'removeNetwork'
  | 'listNetworks'
  | 'connectNetwork'
  | 'disconnectNetwork'
  | 'createVolume'
  | 'removeVolume'
  | 'listVolumes'
>;

/** Networks and volumes. */
export function resourceCalls({ docker, doing }: Calls): ResourceCalls {
  return {
    createNetwork: (name, labels, signal) =>
      doing(`Creating network ${name}`, signal, async () => {
        const network = await docker(signal).createNetwork({ Name: name, Labels: { ...labels } });
        return network.id;
      }),
    removeNetwork: (id, signal) =>
      doing(`Removing network ${id}`, signal, async () => {
        await unlessMissing(docker(signal).getNetwork(id).remove());
      }),
    listNetworks: (labels, signal) =>
      doing('Listing networks', signal, async () => {
        const raw = await docker(signal).listNetworks({ filters: JSON.stringify({ label: labels }) });
        return raw.map((network) => ({ id: network.Id, name: network.Name, labels: (network.Labels as Labels | null | undefined) ?? {} }));
      }),
    connectNetwork: (network, id, aliases, signal) =>
      doing(`Connecting to network ${network}`, signal, async () => {
        await docker(signal)
          .getNetwork(network)
          .connect({ Container: id, EndpointConfig: { Aliases: [...aliases] } });
      }),
    disconnectNetwork: (network, id, signal) =>
      doing(`Disconnecting from network ${network}`, signal, async () => {
        await docker(signal).getNetwork(network).disconnect({ Container: id, Force: true });
      }),
    createVolume: (name, labels, signal) =>
      doing(`Creating volume ${name}`, signal, async () => {
        await docker(signal).createVolume({ Name: name, Labels: { ...labels } });
      }),
    removeVolume: (name, signal) =>
      doing(`Removing volume ${name}`, signal, async () => {
        await unlessMissing(docker(signal).getVolume(name).remove({ force: true }));
      }),
    listVolumes: (labels, signal) =>
      doing('Listing volumes', signal, async () => {
        const raw = await docker(signal).listVolumes({ filters: JSON.stringify({ label: labels }) });
        const volumes = (raw.Volumes as readonly Docker.VolumeInspectInfo[] | null) ?? [];
        return volumes.map((volume) => ({ name: volume.Name, labels: (volume.Labels as Labels | null) ?? {} }));
      }),
  };
}
