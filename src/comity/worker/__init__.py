"""The node's own hands: signs checkpoints, carries messages, keeps the clocks. It asks the door like everybody else."""
