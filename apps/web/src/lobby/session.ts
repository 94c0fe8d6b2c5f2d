/** Who is here, and what the lobby shows: fetched, refreshed and changed through one query client. */
import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { becomeGuest, claimGrant, endSession, fetchProfile, fetchTables } from '../api/api.ts';

const REFRESH_MS = 2_500;

export const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 1_000 } } });

export const useProfile = () => useQuery({ queryKey: ['profile'], queryFn: fetchProfile, refetchInterval: 4 * REFRESH_MS });
export const useTables = () => useQuery({ queryKey: ['tables'], queryFn: fetchTables, refetchInterval: REFRESH_MS });

export function useBecomeGuest() {
  const client = useQueryClient();
  return useMutation({ mutationFn: becomeGuest, onSuccess: (profile) => client.setQueryData(['profile'], profile) });
}

export function useClaimGrant() {
  const client = useQueryClient();
  return useMutation({ mutationFn: claimGrant, onSettled: () => client.invalidateQueries({ queryKey: ['profile'] }) });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({ mutationFn: endSession, onSuccess: () => client.setQueryData(['profile'], null) });
}
