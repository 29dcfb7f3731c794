"""What people do: one public function = one deed = one transaction = one audit entry."""
