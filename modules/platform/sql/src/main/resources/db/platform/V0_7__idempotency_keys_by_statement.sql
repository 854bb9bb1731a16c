-- Claims and answers are parts of statements (BatchedKeys), also where there is only one.
drop function claim_key, keep_answer;
