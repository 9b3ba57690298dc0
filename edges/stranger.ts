/**
 * A certificate of nobody, and its key: what a server must refuse. It signs itself, is valid until 2126 and opens nothing
 * anywhere, so that its key may be read by everybody.
 */
export const stranger = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIIYmrYKVj3iL8cdG
AezQyfyJp9ExrP0F2xvpkL74BAqhRANCAAQ1dTzMcVk+iPhfhHH2swQlRv4FPbK9
8/2TyuV4tl9sBwfsr20IcPdZJvYKq1hEKA+FM5fhRrQ2M7ER8MbKZkS8
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBkjCCATigAwIBAgIUUavFgkh6KXGiKtKV2Tq8eGB5vOIwCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIc3RyYW5nZXIwIBcNMjYxMTIzMDk1MDU0WhgPMjEyNjEwMzAw
OTUwNTRaMBMxETAPBgNVBAMMCHN0cmFuZ2VyMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAENXU8zHFZPoj4X4Rx9rMEJUb+BT2yvfP9k8rleLZfbAcH7K9tCHD3WSb2
CqtYRCgPhTOX4Ua0NjOxEfDGymZEvKNoMGYwHQYDVR0OBBYEFJ0jj3ry7r8gQ3pZ
mEeCujTUaBSEMB8GA1UdIwQYMBaAFJ0jj3ry7r8gQ3pZmEeCujTUaBSEMA8GA1Ud
EwEB/wQFMAMBAf8wEwYDVR0lBAwwCgYIKwYBBQUHAwIwCgYIKoZIzj0EAwIDSAAw
RQIhAOfxFTubxtKAmjcGfbmz11gxCJylb+GGm73wZhn2VvKcAiBPQzWGp7LnxBSB
obpREdoI7nLrQLC+54NPnklO38Qi2w==
-----END CERTIFICATE-----
`,
} as const;
