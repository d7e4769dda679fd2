import { useId, useState } from 'preact/hooks';
import type { Service } from '../../server/wire.ts';
import { useBusy } from '../use-busy.ts';

interface Wanted {
  readonly title: string;
  readonly serviceId: string;
  readonly urgency: 'high' | 'low';
}

export function TriggerForm({
  services,
  onTrigger,
}: {
  services: readonly Service[];
  onTrigger: (wanted: Wanted) => Promise<void>;
}) {
  const { isBusy, error, run } = useBusy();
  const [title, setTitle] = useState('');
  const [serviceId, setServiceId] = useState(services[0]?.id ?? '');
  const [urgency, setUrgency] = useState<'high' | 'low'>('high');
  const id = useId();
  return (
    <form
      class="trigger-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => onTrigger({ title, serviceId, urgency }));
      }}
    >
      <label for={`${id}-title`}>Title</label>
      <input
        id={`${id}-title`}
        type="text"
        placeholder="Checkout answers 500"
        value={title}
        onInput={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <label for={`${id}-service`}>Service</label>
      <select
        id={`${id}-service`}
        value={serviceId}
        onChange={({ currentTarget }) => setServiceId(currentTarget.value)}
      >
        {services.map((service) => (
          <option key={service.id} value={service.id}>
            {service.name}
          </option>
        ))}
      </select>
      <label class="check">
        <input
          type="checkbox"
          checked={urgency === 'low'}
          onChange={() => setUrgency(urgency === 'low' ? 'high' : 'low')}
        />
        Low urgency
      </label>
      <button type="submit" class="button primary" disabled={isBusy}>
        Trigger
      </button>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
    </form>
  );
}
