"""How Smallhours is run: on one machine (local), behind a gateway, on Kubernetes."""
