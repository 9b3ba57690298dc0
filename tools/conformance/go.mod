// Pins the release of the Hetzner provider whose own acceptance tests judge lab/api (see scripts/conformance.ts).
module sclerite.invalid/conformance

go 1.26

require github.com/hetznercloud/terraform-provider-hcloud v1.68.0
