-- Minutes in which a wearer was seen to eat or to groom; older hours have none, since older collars did not tell.
ALTER TABLE hours ADD COLUMN eating INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hours ADD COLUMN grooming INTEGER NOT NULL DEFAULT 0;
