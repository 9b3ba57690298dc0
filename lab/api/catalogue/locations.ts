/** Hetzner's locations, with the ids the real API has given them since 2018. */
export interface Location {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly country: string;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly network_zone: string;
}

const location = (
  id: number,
  name: string,
  zone: string,
  country: string,
  city: string,
  at: readonly [number, number],
  description: string,
): Location => ({
  id,
  name,
  description,
  country,
  city,
  latitude: at[0],
  longitude: at[1],
  network_zone: zone,
});

export const locations: readonly Location[] = [
  location(1, 'fsn1', 'eu-central', 'DE', 'Falkenstein', [50.47612, 12.370071], 'Falkenstein DC Park 1'),
  location(2, 'nbg1', 'eu-central', 'DE', 'Nuremberg', [49.452102, 11.076665], 'Nuremberg DC Park 1'),
  location(3, 'hel1', 'eu-central', 'FI', 'Helsinki', [60.169855, 24.938379], 'Helsinki DC Park 1'),
  location(4, 'ash', 'us-east', 'US', 'Ashburn, VA', [39.045821, -77.487073], 'Ashburn, VA'),
  location(5, 'hil', 'us-west', 'US', 'Hillsboro, OR', [45.54222, -122.951924], 'Hillsboro, OR'),
  location(6, 'sin', 'ap-southeast', 'SG', 'Singapore', [1.283333, 103.833333], 'Singapore'),
];

export const networkZones: readonly string[] = [...new Set(locations.map(({ network_zone }) => network_zone))];

export const locationNamed = (name: string): Location | undefined => locations.find((one) => one.name === name);
