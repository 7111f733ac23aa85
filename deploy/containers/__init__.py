"""The same processes in containers: their secrets, a mail box for the demo, and a trial of compose.yaml."""
