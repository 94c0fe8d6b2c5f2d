CREATE TABLE `approval` (
  `no` bigint(20) NOT NULL AUTO_INCREMENT,
  `kind` varchar(32) NOT NULL CHECK (`kind` in ('transfer','adjustment')),
  `batch_key` varchar(255) NOT NULL,
  `reservation_id` varchar(255) NOT NULL,
  `proposed_by` varchar(255) NOT NULL,
  `proposer_name` varchar(255) NOT NULL,
  `sender` varchar(255) DEFAULT NULL,
  `recipient` varchar(255) DEFAULT NULL,
  `amount` bigint(20) NOT NULL CHECK (`amount` > 0),
  `undoes` varchar(255) DEFAULT NULL,
  `why` longtext NOT NULL,
  `proposed_ms` bigint(20) NOT NULL,
  `expires_ms` bigint(20) NOT NULL,
  `decided_by` varchar(255) DEFAULT NULL,
  `decider_name` varchar(255) DEFAULT NULL,
  `decided_why` longtext DEFAULT NULL,
  `decided_ms` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`no`),
  UNIQUE KEY `batch_key` (`batch_key`),
  UNIQUE KEY `reservation_id` (`reservation_id`),
  KEY `approval_by_sender` (`sender`,`no`),
  KEY `approval_by_recipient` (`recipient`,`no`),
  KEY `approval_by_undone` (`undoes`),
  CONSTRAINT `approval_reservation` FOREIGN KEY (`reservation_id`) REFERENCES `ledger_reservation` (`id`),
  CONSTRAINT `approval_of_two_players` CHECK (`kind` = 'transfer' = (`sender` is not null and `recipient` is not null))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `archive` (
  `day_ms` bigint(20) NOT NULL,
  `table_id` varchar(255) NOT NULL,
  `hands` bigint(20) NOT NULL CHECK (`hands` > 0),
  `bytes` bigint(20) NOT NULL,
  `sha256` varchar(255) NOT NULL,
  `file` longtext NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`day_ms`,`table_id`),
  KEY `archive_table` (`table_id`),
  CONSTRAINT `archive_table` FOREIGN KEY (`table_id`) REFERENCES `card_table` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `audit_entry` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `at_ms` bigint(20) NOT NULL,
  `actor_kind` varchar(32) NOT NULL CHECK (`actor_kind` in ('operator','shell')),
  `actor` varchar(255) NOT NULL,
  `action` varchar(255) NOT NULL,
  `subject` longtext NOT NULL,
  `why` longtext NOT NULL,
  `details` longtext NOT NULL,
  PRIMARY KEY (`id`),
  KEY `audit_entry_by_action` (`action`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `best_win` (
  `player_id` varchar(255) NOT NULL,
  `day_ms` bigint(20) NOT NULL,
  `amount` bigint(20) NOT NULL CHECK (`amount` > 0),
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`player_id`,`day_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `books_close` (
  `day` int(11) NOT NULL CHECK (`day` >= 0),
  `last_entry_no` bigint(20) NOT NULL CHECK (`last_entry_no` >= 0),
  `head` varchar(255) NOT NULL,
  `hands` bigint(20) NOT NULL CHECK (`hands` >= 0),
  `report` longtext NOT NULL,
  `key_name` varchar(255) NOT NULL,
  `public_key` varchar(255) NOT NULL,
  `signature` varchar(255) NOT NULL,
  `closed_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`day`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `books_table` (
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL CHECK (`hand_no` >= 0),
  PRIMARY KEY (`table_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `books_total` (
  `account` varchar(255) NOT NULL,
  `balance` bigint(20) NOT NULL,
  PRIMARY KEY (`account`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `card_table` (
  `id` varchar(255) NOT NULL,
  `name` varchar(255) NOT NULL,
  `config` longtext NOT NULL,
  `is_private` tinyint(4) NOT NULL CHECK (`is_private` in (0,1)),
  `invite_hash` varchar(255) DEFAULT NULL,
  `owner` varchar(255) DEFAULT NULL,
  `incarnation` bigint(20) NOT NULL,
  `epoch` bigint(20) NOT NULL,
  `next_hand_no` bigint(20) NOT NULL,
  `last_close_index` bigint(20) DEFAULT NULL,
  `opened_ms` bigint(20) NOT NULL,
  `closed_ms` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `invite_hash` (`invite_hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `command_reply` (
  `table_id` varchar(255) NOT NULL,
  `player_id` varchar(255) NOT NULL,
  `command_id` varchar(255) NOT NULL,
  `reply` longtext NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`table_id`,`player_id`,`command_id`),
  KEY `command_reply_by_age` (`at_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `consumer_cursor` (
  `consumer` varchar(255) NOT NULL,
  `position` bigint(20) NOT NULL CHECK (`position` >= 0),
  PRIMARY KEY (`consumer`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `dead_event` (
  `consumer` varchar(255) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `payload` longtext NOT NULL,
  `errors` longtext NOT NULL,
  `first_failed_ms` bigint(20) NOT NULL,
  `dead_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`consumer`,`event_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `event_block` (
  `first_position` bigint(20) NOT NULL,
  `last_position` bigint(20) NOT NULL,
  `bytes` longblob NOT NULL,
  PRIMARY KEY (`first_position`),
  CONSTRAINT `event_block_has_events` CHECK (`last_position` >= `first_position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `hand` (
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `status` varchar(32) NOT NULL CHECK (`status` in ('opening','cut','ended','void')),
  `start_state` longtext NOT NULL,
  `open_bytes` longblob NOT NULL,
  `open_index` bigint(20) DEFAULT NULL,
  `box` longblob DEFAULT NULL,
  `reveals` longtext DEFAULT NULL,
  `cutnote` longblob DEFAULT NULL,
  `close_bytes` longblob DEFAULT NULL,
  `close_index` bigint(20) DEFAULT NULL,
  `close_status` int(11) DEFAULT NULL,
  `end_reason` varchar(255) DEFAULT NULL,
  `public_history` longtext DEFAULT NULL,
  `private_sealed` longblob DEFAULT NULL,
  `started_ms` bigint(20) NOT NULL,
  `ended_ms` bigint(20) DEFAULT NULL,
  `packed_history` longblob DEFAULT NULL,
  `game` varchar(32) DEFAULT NULL,
  `players` longtext DEFAULT NULL,
  `reply_times` blob DEFAULT NULL,
  PRIMARY KEY (`table_id`,`hand_no`),
  KEY `hand_without_close` (`close_index`,`table_id`,`hand_no`),
  CONSTRAINT `hand_table` FOREIGN KEY (`table_id`) REFERENCES `card_table` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `hand_pause` (
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  `reason` varchar(32) NOT NULL,
  `ms` bigint(20) NOT NULL CHECK (`ms` >= 0),
  PRIMARY KEY (`table_id`,`hand_no`,`at_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `hand_termination` (
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `reason` varchar(32) NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  `context` longtext NOT NULL,
  PRIMARY KEY (`table_id`,`hand_no`),
  KEY `hand_termination_at` (`at_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `imported_hand` (
  `id` varchar(255) NOT NULL,
  `variant` varchar(255) NOT NULL,
  `source` longtext NOT NULL,
  `entry` bigint(20) NOT NULL,
  `phh` longtext NOT NULL,
  `seats` int(11) NOT NULL,
  `played_day` varchar(32) DEFAULT NULL,
  `imported_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `imported_hand_by_age` (`imported_ms`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `inbox` (
  `consumer` varchar(255) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`consumer`,`event_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `job` (
  `queue` varchar(255) NOT NULL,
  `id` varchar(255) NOT NULL,
  `place` bigint(20) NOT NULL,
  `state` varchar(32) NOT NULL CHECK (`state` in ('waiting','delayed','dead')),
  `priority` varchar(32) NOT NULL,
  `key` longtext DEFAULT NULL,
  `trace` longtext DEFAULT NULL,
  `payload` longtext NOT NULL,
  `added_ms` bigint(20) NOT NULL,
  `started_ms` bigint(20) DEFAULT NULL,
  `at_ms` bigint(20) NOT NULL,
  `errors` longtext NOT NULL,
  `reason` varchar(32) DEFAULT NULL,
  PRIMARY KEY (`queue`,`id`),
  KEY `job_in_order` (`queue`,`place`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `journal` (
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `seq` bigint(20) NOT NULL,
  `kind` varchar(255) NOT NULL,
  `payload` longtext NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`table_id`,`hand_no`,`seq`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `ledger_account` (
  `id` varchar(255) NOT NULL,
  `kind` varchar(32) NOT NULL,
  `owner` varchar(255) NOT NULL,
  `currency` varchar(32) NOT NULL,
  `side` varchar(32) NOT NULL CHECK (`side` in ('credit','debit','either')),
  `balance` bigint(20) NOT NULL,
  `pending_debits` bigint(20) NOT NULL CHECK (`pending_debits` >= 0),
  `pending_credits` bigint(20) NOT NULL CHECK (`pending_credits` >= 0),
  PRIMARY KEY (`id`),
  KEY `ledger_account_by_owner` (`owner`,`kind`),
  CONSTRAINT `ledger_account_has_its_credits` CHECK (`side` <> 'credit' or `balance` - `pending_debits` >= 0),
  CONSTRAINT `ledger_account_has_its_debits` CHECK (`side` <> 'debit' or `balance` + `pending_credits` <= 0),
  CONSTRAINT `ledger_account_can_be_counted` CHECK (`balance` - `pending_debits` >= -9007199254740991 and `balance` + `pending_credits` <= 9007199254740991)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `ledger_batch` (
  `no` bigint(20) NOT NULL CHECK (`no` > 0),
  `key` varchar(255) NOT NULL,
  `content_hash` varchar(255) DEFAULT NULL,
  `made_by` varchar(255) DEFAULT NULL,
  `fence_table` varchar(255) DEFAULT NULL,
  `fence_epoch` bigint(20) DEFAULT NULL,
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`no`),
  UNIQUE KEY `ledger_batch_by_key` (`key`),
  CONSTRAINT `ledger_batch_is_fenced_whole` CHECK (`fence_table` is null = (`fence_epoch` is null))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `ledger_expiry` (
  `no` bigint(20) NOT NULL CHECK (`no` > 0),
  `pending` varchar(255) NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`no`),
  UNIQUE KEY `ledger_expiry_by_pending` (`pending`),
  CONSTRAINT `ledger_expiry_pending` FOREIGN KEY (`pending`) REFERENCES `ledger_reservation` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `ledger_journal` (
  `id` int(11) NOT NULL CHECK (`id` = 1),
  `last_no` bigint(20) NOT NULL CHECK (`last_no` >= 0),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `ledger_reservation` (
  `id` varchar(255) NOT NULL,
  `batch_no` bigint(20) NOT NULL,
  `position` int(11) NOT NULL,
  `expires_ms` bigint(20) DEFAULT NULL,
  `state` varchar(32) NOT NULL CHECK (`state` in ('pending','posted','voided','expired')),
  PRIMARY KEY (`id`),
  KEY `ledger_reservation_by_expiry` (`state`,`expires_ms`,`id`),
  KEY `ledger_reservation_step` (`batch_no`,`position`),
  CONSTRAINT `ledger_reservation_step` FOREIGN KEY (`batch_no`, `position`) REFERENCES `ledger_step` (`batch_no`, `position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `ledger_step` (
  `batch_no` bigint(20) NOT NULL,
  `position` int(11) NOT NULL CHECK (`position` >= 0),
  `kind` varchar(32) NOT NULL CHECK (`kind` in ('transfer','reserve','commit','rollback')),
  `debit` varchar(255) DEFAULT NULL,
  `credit` varchar(255) DEFAULT NULL,
  `amount` bigint(20) DEFAULT NULL CHECK (`amount` > 0),
  `reason` varchar(32) DEFAULT NULL,
  `pending` varchar(255) DEFAULT NULL,
  `expires_ms` bigint(20) DEFAULT NULL,
  `approval` varchar(32) DEFAULT NULL CHECK (`approval` in ('none','second-person')),
  PRIMARY KEY (`batch_no`,`position`),
  KEY `ledger_step_debit` (`debit`),
  KEY `ledger_step_credit` (`credit`),
  KEY `ledger_step_by_pending` (`pending`),
  CONSTRAINT `ledger_step_batch` FOREIGN KEY (`batch_no`) REFERENCES `ledger_batch` (`no`),
  CONSTRAINT `ledger_step_credit` FOREIGN KEY (`credit`) REFERENCES `ledger_account` (`id`),
  CONSTRAINT `ledger_step_debit` FOREIGN KEY (`debit`) REFERENCES `ledger_account` (`id`),
  CONSTRAINT `ledger_step_is_between_two` CHECK (`debit` <> `credit`),
  CONSTRAINT `ledger_step_moves` CHECK (`kind` in ('transfer','reserve') = (`debit` is not null and `credit` is not null and `amount` is not null and `reason` is not null)),
  CONSTRAINT `ledger_step_resolves` CHECK (`kind` in ('commit','rollback') = (`pending` is not null)),
  CONSTRAINT `ledger_step_is_approved` CHECK (`kind` = 'reserve' = (`approval` is not null))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `log_entry` (
  `idx` bigint(20) NOT NULL,
  `entry_type` int(11) NOT NULL,
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `bytes` longblob NOT NULL,
  `leaf_hash` varbinary(255) NOT NULL,
  `promise` longblob NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`idx`),
  UNIQUE KEY `log_entry_by_key` (`table_id`,`hand_no`,`entry_type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `notice` (
  `player_id` varchar(255) NOT NULL,
  `notice_key` varchar(255) NOT NULL,
  `kind` varchar(32) NOT NULL,
  `made_by` varchar(32) NOT NULL CHECK (`made_by` in ('events','cashier')),
  `at_ms` bigint(20) NOT NULL,
  `payload` longtext NOT NULL,
  PRIMARY KEY (`player_id`,`notice_key`),
  KEY `notice_newest` (`player_id`,`at_ms`,`notice_key`),
  KEY `notice_by_age` (`at_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `notice_mark` (
  `player_id` varchar(255) NOT NULL,
  `notice_key` varchar(255) NOT NULL,
  `read_ms` bigint(20) DEFAULT NULL,
  `is_gone` tinyint(4) NOT NULL CHECK (`is_gone` in (0,1)),
  `at_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`player_id`,`notice_key`),
  KEY `notice_mark_by_age` (`at_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `outbox` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `kind` varchar(255) NOT NULL,
  `payload` longtext NOT NULL,
  `created_ms` bigint(20) NOT NULL,
  `published_ms` bigint(20) DEFAULT NULL,
  `version` int(11) NOT NULL DEFAULT 1,
  `position` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `outbox_by_position` (`position`),
  KEY `outbox_unpublished` (`published_ms`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `pairing` (
  `day` bigint(20) NOT NULL,
  `first_id` varchar(255) NOT NULL,
  `second_id` varchar(255) NOT NULL,
  `games` bigint(20) NOT NULL,
  `first_score` bigint(20) NOT NULL,
  PRIMARY KEY (`day`,`first_id`,`second_id`),
  KEY `pairing_by_second` (`day`,`second_id`,`first_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `paused_queue` (
  `queue` varchar(255) NOT NULL,
  PRIMARY KEY (`queue`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `played_day` (
  `day_ms` bigint(20) NOT NULL,
  `table_id` varchar(255) NOT NULL,
  `hands` bigint(20) NOT NULL CHECK (`hands` > 0),
  PRIMARY KEY (`day_ms`,`table_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `player_hand` (
  `player_id` varchar(255) NOT NULL,
  `ended_ms` bigint(20) NOT NULL,
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `delta` bigint(20) NOT NULL,
  `game` varchar(32) NOT NULL,
  PRIMARY KEY (`player_id`,`ended_ms`,`table_id`,`hand_no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `principal` (
  `id` varchar(255) NOT NULL,
  `name` varchar(255) NOT NULL,
  `kind` varchar(32) NOT NULL CHECK (`kind` in ('guest','bot','operator')),
  `roles` longtext NOT NULL,
  `created_ms` bigint(20) NOT NULL,
  `seen_ms` bigint(20) NOT NULL,
  `erased_ms` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `rating` (
  `player_id` varchar(255) NOT NULL,
  `day` bigint(20) NOT NULL,
  `rating` bigint(20) NOT NULL,
  `deviation` bigint(20) NOT NULL,
  `volatility` bigint(20) NOT NULL,
  `hands` bigint(20) NOT NULL,
  `is_last` tinyint(4) NOT NULL,
  PRIMARY KEY (`player_id`,`day`),
  KEY `rating_by_day` (`day`,`player_id`),
  KEY `rating_last` (`is_last`,`player_id`,`rating`,`hands`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `rating_day` (
  `day` bigint(20) NOT NULL,
  `changes` bigint(20) NOT NULL,
  `rated_changes` bigint(20) NOT NULL,
  PRIMARY KEY (`day`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `schema_migration` (
  `number` int(11) NOT NULL,
  `name` varchar(255) NOT NULL,
  `checksum` varchar(255) NOT NULL,
  `steps` int(11) NOT NULL,
  `steps_done` int(11) NOT NULL,
  `begun_at` timestamp NOT NULL DEFAULT current_timestamp(),
  `applied_at` timestamp NULL DEFAULT NULL,
  PRIMARY KEY (`number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `session` (
  `token_hash` varchar(255) NOT NULL,
  `principal_id` varchar(255) NOT NULL,
  `created_ms` bigint(20) NOT NULL,
  `expires_ms` bigint(20) NOT NULL,
  `revoked_ms` bigint(20) DEFAULT NULL,
  PRIMARY KEY (`token_hash`),
  KEY `session_by_principal` (`principal_id`),
  CONSTRAINT `session_principal` FOREIGN KEY (`principal_id`) REFERENCES `principal` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `session_trace` (
  `principal_id` varchar(255) NOT NULL,
  `address_hash` varchar(64) NOT NULL,
  `device_hash` varchar(64) NOT NULL,
  `first_ms` bigint(20) NOT NULL,
  `last_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`principal_id`,`address_hash`,`device_hash`),
  KEY `session_trace_by_address` (`address_hash`,`principal_id`),
  KEY `session_trace_by_age` (`last_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `setting` (
  `key` varchar(255) NOT NULL,
  `value` longtext NOT NULL,
  PRIMARY KEY (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `signal_case` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `player_a` varchar(255) NOT NULL,
  `player_b` varchar(255) NOT NULL,
  `score` double NOT NULL,
  `most_score` double NOT NULL,
  `evidence` longtext NOT NULL,
  `hands` longtext NOT NULL,
  `first_ms` bigint(20) NOT NULL,
  `weighed_ms` bigint(20) NOT NULL,
  `dismissed_ms` bigint(20) DEFAULT NULL,
  `dismissed_score` double DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `signal_case_of_pair` (`player_a`,`player_b`),
  KEY `signal_case_by_score` (`score`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `signal_note` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT,
  `case_id` bigint(20) NOT NULL,
  `at_ms` bigint(20) NOT NULL,
  `kind` varchar(32) NOT NULL CHECK (`kind` in ('note','dismissed','reopened')),
  `actor` varchar(255) NOT NULL,
  `text` longtext NOT NULL,
  PRIMARY KEY (`id`),
  KEY `signal_note_of_case` (`case_id`,`id`),
  CONSTRAINT `signal_note_case` FOREIGN KEY (`case_id`) REFERENCES `signal_case` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `signal_pair` (
  `week_ms` bigint(20) NOT NULL,
  `player_a` varchar(255) NOT NULL,
  `player_b` varchar(255) NOT NULL,
  `hands` bigint(20) NOT NULL,
  `net` bigint(20) NOT NULL,
  `squares` bigint(20) NOT NULL,
  `big_to_b` bigint(20) NOT NULL,
  `big_to_a` bigint(20) NOT NULL,
  `gifts_to_b` bigint(20) NOT NULL,
  `gifts_to_a` bigint(20) NOT NULL,
  `replies` bigint(20) NOT NULL,
  `instant` bigint(20) NOT NULL,
  `largest` longtext NOT NULL,
  PRIMARY KEY (`week_ms`,`player_a`,`player_b`),
  KEY `signal_pair_by_pair` (`player_a`,`player_b`,`week_ms`,`hands`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `signal_player` (
  `week_ms` bigint(20) NOT NULL,
  `player_id` varchar(255) NOT NULL,
  `met` bigint(20) NOT NULL,
  `lost` bigint(20) NOT NULL,
  `big_lost` bigint(20) NOT NULL,
  `big_won` bigint(20) NOT NULL,
  `gifts` bigint(20) NOT NULL,
  `replies` bigint(20) NOT NULL,
  `instant` bigint(20) NOT NULL,
  PRIMARY KEY (`week_ms`,`player_id`),
  KEY `signal_player_by_player` (`player_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `signal_presence` (
  `day_ms` bigint(20) NOT NULL,
  `stakes` varchar(64) NOT NULL,
  `table_id` varchar(255) NOT NULL,
  `player_id` varchar(255) NOT NULL,
  PRIMARY KEY (`day_ms`,`stakes`,`table_id`,`player_id`),
  KEY `signal_presence_by_player` (`player_id`,`day_ms`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `stats_line` (
  `player_id` varchar(255) NOT NULL,
  `game` varchar(64) NOT NULL,
  `band` bigint(20) NOT NULL,
  `position` varchar(32) NOT NULL,
  `hands` bigint(20) NOT NULL,
  `turns` bigint(20) NOT NULL,
  `vpip` bigint(20) NOT NULL,
  `pfr` bigint(20) NOT NULL,
  `three_bet_chances` bigint(20) NOT NULL,
  `three_bets` bigint(20) NOT NULL,
  `three_bets_faced` bigint(20) NOT NULL,
  `three_bet_folds` bigint(20) NOT NULL,
  `bets` bigint(20) NOT NULL,
  `calls` bigint(20) NOT NULL,
  `saw_next` bigint(20) NOT NULL,
  `showdowns` bigint(20) NOT NULL,
  `showdowns_won` bigint(20) NOT NULL,
  `c_bet_chances` bigint(20) NOT NULL,
  `c_bets` bigint(20) NOT NULL,
  `net` bigint(20) NOT NULL,
  `net_milli_blinds` bigint(20) NOT NULL,
  PRIMARY KEY (`player_id`,`game`,`band`,`position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `table_hand` (
  `table_id` varchar(255) NOT NULL,
  `ended_ms` bigint(20) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `game` varchar(32) NOT NULL,
  PRIMARY KEY (`table_id`,`ended_ms`,`hand_no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `table_state` (
  `table_id` varchar(255) NOT NULL,
  `epoch` bigint(20) NOT NULL,
  `state` longblob NOT NULL,
  PRIMARY KEY (`table_id`),
  CONSTRAINT `state_table` FOREIGN KEY (`table_id`) REFERENCES `card_table` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `tally` (
  `period` varchar(32) NOT NULL,
  `player_id` varchar(255) NOT NULL,
  `hands` bigint(20) NOT NULL CHECK (`hands` > 0),
  `net` bigint(20) NOT NULL,
  `net_milli_blinds` bigint(20) NOT NULL,
  `played_ms` bigint(20) NOT NULL,
  PRIMARY KEY (`period`,`player_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TABLE `unfiled_hand` (
  `no` bigint(20) NOT NULL AUTO_INCREMENT,
  `table_id` varchar(255) NOT NULL,
  `hand_no` bigint(20) NOT NULL,
  `ended_ms` bigint(20) NOT NULL,
  `game` varchar(32) NOT NULL,
  `players` longtext NOT NULL,
  PRIMARY KEY (`no`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin;

CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE on audit_entry
  signal sqlstate '45000' set message_text = 'audit_entry is append-only';

CREATE TRIGGER audit_entry_is_never_deleted BEFORE DELETE on audit_entry
  signal sqlstate '45000' set message_text = 'audit_entry is append-only';

CREATE TRIGGER books_close_is_never_changed BEFORE UPDATE on books_close
  signal sqlstate '45000' set message_text = 'books_close is append-only';

CREATE TRIGGER books_close_is_never_deleted BEFORE DELETE on books_close
  signal sqlstate '45000' set message_text = 'books_close is append-only';

CREATE TRIGGER ledger_batch_is_never_changed BEFORE UPDATE on ledger_batch
  signal sqlstate '45000' set message_text = 'ledger_batch is append-only';

CREATE TRIGGER ledger_batch_is_never_deleted BEFORE DELETE on ledger_batch
  signal sqlstate '45000' set message_text = 'ledger_batch is append-only';

CREATE TRIGGER ledger_expiry_is_never_changed BEFORE UPDATE on ledger_expiry
  signal sqlstate '45000' set message_text = 'ledger_expiry is append-only';

CREATE TRIGGER ledger_expiry_is_never_deleted BEFORE DELETE on ledger_expiry
  signal sqlstate '45000' set message_text = 'ledger_expiry is append-only';

CREATE TRIGGER ledger_reservation_is_never_deleted BEFORE DELETE on ledger_reservation
  signal sqlstate '45000' set message_text = 'ledger_reservation is resolved once';

CREATE TRIGGER ledger_reservation_is_resolved_once BEFORE UPDATE on ledger_reservation
  if old.state <> 'pending' or new.state = 'pending' or new.id <> old.id or new.batch_no <> old.batch_no
    or new.position <> old.position or not (new.expires_ms <=> old.expires_ms) then
    signal sqlstate '45000' set message_text = 'ledger_reservation is resolved once';
  end if;

CREATE TRIGGER ledger_step_is_never_changed BEFORE UPDATE on ledger_step
  signal sqlstate '45000' set message_text = 'ledger_step is append-only';

CREATE TRIGGER ledger_step_is_never_deleted BEFORE DELETE on ledger_step
  signal sqlstate '45000' set message_text = 'ledger_step is append-only';

CREATE TRIGGER log_entry_is_never_changed BEFORE UPDATE on log_entry
  signal sqlstate '45000' set message_text = 'log_entry is append-only';

CREATE TRIGGER log_entry_is_never_deleted BEFORE DELETE on log_entry
  signal sqlstate '45000' set message_text = 'log_entry is append-only';
