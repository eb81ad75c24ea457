import type { ContainerItem } from '../../core/inventory/containers.ts';

/** The item that a menu or a key handed over; undefined where neither did. */
export const containerOf = (item: unknown): ContainerItem | undefined =>
  typeof item === 'object' && item !== null && 'containerId' in item ? (item as ContainerItem) : undefined;
