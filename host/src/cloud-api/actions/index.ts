import type { ActionName } from "../../gen/cloud-api.js";
import { notServed } from "../error-codes.js";
import type { Action, ActionContext, RequestOf, ResultOf } from "./action.js";
import { copyFleet } from "./copy-fleet.js";
import { createAlias } from "./create-alias.js";
import { createAsset } from "./create-asset.js";
import { createFleet } from "./create-fleet.js";
import { createGameServerSession } from "./create-game-server-session.js";
import { createGameServerSessionQueue } from "./create-game-server-session-queue.js";
import { deleteAlias } from "./delete-alias.js";
import { deleteAsset } from "./delete-asset.js";
import { deleteFleet } from "./delete-fleet.js";
import { deleteGameServerSessionQueue } from "./delete-game-server-session-queue.js";
import { deleteScalingPolicy } from "./delete-scaling-policy.js";
import { deleteTimerScalingPolicy } from "./delete-timer-scaling-policy.js";
import { describeAlias } from "./describe-alias.js";
import { describeAsset } from "./describe-asset.js";
import { describeAssetSystems } from "./describe-asset-systems.js";
import { describeAssets } from "./describe-assets.js";
import { describeCcnInstances } from "./describe-ccn-instances.js";
import { describeFleetAttributes } from "./describe-fleet-attributes.js";
import { describeFleetCapacity } from "./describe-fleet-capacity.js";
import { describeFleetEvents } from "./describe-fleet-events.js";
import { describeFleetPortSettings } from "./describe-fleet-port-settings.js";
import { describeFleetRelatedResources } from "./describe-fleet-related-resources.js";
import { describeFleetStatisticDetails } from "./describe-fleet-statistic-details.js";
import { describeFleetStatisticFlows } from "./describe-fleet-statistic-flows.js";
import { describeFleetStatisticSummary } from "./describe-fleet-statistic-summary.js";
import { describeFleetUtilization } from "./describe-fleet-utilization.js";
import { describeGameServerSessionDetails } from "./describe-game-server-session-details.js";
import { describeGameServerSessionPlacement } from "./describe-game-server-session-placement.js";
import { describeGameServerSessionQueues } from "./describe-game-server-session-queues.js";
import { describeGameServerSessions } from "./describe-game-server-sessions.js";
import { describeInstanceLimit } from "./describe-instance-limit.js";
import { describeInstanceTypes } from "./describe-instance-types.js";
import { describeInstances } from "./describe-instances.js";
import { describeInstancesExtend } from "./describe-instances-extend.js";
import { describePlayerSessions } from "./describe-player-sessions.js";
import { describeRuntimeConfiguration } from "./describe-runtime-configuration.js";
import { describeScalingPolicies } from "./describe-scaling-policies.js";
import { describeTimerScalingPolicies } from "./describe-timer-scaling-policies.js";
import { describeUserQuota } from "./describe-user-quota.js";
import { describeUserQuotas } from "./describe-user-quotas.js";
import { endGameServerSessionAndProcess } from "./end-game-server-session-and-process.js";
import { getGameServerInstanceLogUrl } from "./get-game-server-instance-log-url.js";
import { getGameServerSessionLogUrl } from "./get-game-server-session-log-url.js";
import { getUploadCredentials } from "./get-upload-credentials.js";
import { getUploadFederationToken } from "./get-upload-federation-token.js";
import { joinGameServerSession } from "./join-game-server-session.js";
import { joinGameServerSessionBatch } from "./join-game-server-session-batch.js";
import { listAliases } from "./list-aliases.js";
import { listFleets } from "./list-fleets.js";
import { putScalingPolicy } from "./put-scaling-policy.js";
import { putTimerScalingPolicy } from "./put-timer-scaling-policy.js";
import { resolveAlias } from "./resolve-alias.js";
import { searchGameServerSessions } from "./search-game-server-sessions.js";
import { setServerReserved } from "./set-server-reserved.js";
import { setServerWeight } from "./set-server-weight.js";
import { startFleetActions } from "./start-fleet-actions.js";
import { startGameServerSessionPlacement } from "./start-game-server-session-placement.js";
import { startMatchPlacement } from "./start-match-placement.js";
import { stopFleetActions } from "./stop-fleet-actions.js";
import { stopGameServerSessionPlacement } from "./stop-game-server-session-placement.js";
import { updateAlias } from "./update-alias.js";
import { updateAsset } from "./update-asset.js";
import { updateBucketCorsOpt } from "./update-bucket-cors-opt.js";
import { updateFleetAttributes } from "./update-fleet-attributes.js";
import { updateFleetCapacity } from "./update-fleet-capacity.js";
import { updateFleetName } from "./update-fleet-name.js";
import { updateFleetPortSettings } from "./update-fleet-port-settings.js";
import { updateGameServerSession } from "./update-game-server-session.js";
import { updateGameServerSessionQueue } from "./update-game-server-session-queue.js";
import { updateRuntimeConfiguration } from "./update-runtime-configuration.js";

/** docs/guides/cloud-api.md is made from this and from the docstrings of the actions. */
const served: { readonly [A in ActionName]?: Action<A> } = {
  CopyFleet: copyFleet,
  CreateAlias: createAlias,
  CreateAsset: createAsset,
  CreateFleet: createFleet,
  CreateGameServerSession: createGameServerSession,
  CreateGameServerSessionQueue: createGameServerSessionQueue,
  DeleteAlias: deleteAlias,
  DeleteAsset: deleteAsset,
  DeleteFleet: deleteFleet,
  DeleteGameServerSessionQueue: deleteGameServerSessionQueue,
  DeleteScalingPolicy: deleteScalingPolicy,
  DeleteTimerScalingPolicy: deleteTimerScalingPolicy,
  DescribeAlias: describeAlias,
  DescribeAsset: describeAsset,
  DescribeAssetSystems: describeAssetSystems,
  DescribeAssets: describeAssets,
  DescribeCcnInstances: describeCcnInstances,
  DescribeFleetAttributes: describeFleetAttributes,
  DescribeFleetCapacity: describeFleetCapacity,
  DescribeFleetEvents: describeFleetEvents,
  DescribeFleetPortSettings: describeFleetPortSettings,
  DescribeFleetRelatedResources: describeFleetRelatedResources,
  DescribeFleetStatisticDetails: describeFleetStatisticDetails,
  DescribeFleetStatisticFlows: describeFleetStatisticFlows,
  DescribeFleetStatisticSummary: describeFleetStatisticSummary,
  DescribeFleetUtilization: describeFleetUtilization,
  DescribeGameServerSessionDetails: describeGameServerSessionDetails,
  DescribeGameServerSessionPlacement: describeGameServerSessionPlacement,
  DescribeGameServerSessionQueues: describeGameServerSessionQueues,
  DescribeGameServerSessions: describeGameServerSessions,
  DescribeInstanceLimit: describeInstanceLimit,
  DescribeInstanceTypes: describeInstanceTypes,
  DescribeInstances: describeInstances,
  DescribeInstancesExtend: describeInstancesExtend,
  DescribePlayerSessions: describePlayerSessions,
  DescribeRuntimeConfiguration: describeRuntimeConfiguration,
  DescribeScalingPolicies: describeScalingPolicies,
  DescribeTimerScalingPolicies: describeTimerScalingPolicies,
  DescribeUserQuota: describeUserQuota,
  DescribeUserQuotas: describeUserQuotas,
  EndGameServerSessionAndProcess: endGameServerSessionAndProcess,
  GetGameServerInstanceLogUrl: getGameServerInstanceLogUrl,
  GetGameServerSessionLogUrl: getGameServerSessionLogUrl,
  GetUploadCredentials: getUploadCredentials,
  GetUploadFederationToken: getUploadFederationToken,
  JoinGameServerSession: joinGameServerSession,
  JoinGameServerSessionBatch: joinGameServerSessionBatch,
  ListAliases: listAliases,
  ListFleets: listFleets,
  PutScalingPolicy: putScalingPolicy,
  PutTimerScalingPolicy: putTimerScalingPolicy,
  ResolveAlias: resolveAlias,
  SearchGameServerSessions: searchGameServerSessions,
  SetServerReserved: setServerReserved,
  SetServerWeight: setServerWeight,
  StartFleetActions: startFleetActions,
  StartGameServerSessionPlacement: startGameServerSessionPlacement,
  StartMatchPlacement: startMatchPlacement,
  StopFleetActions: stopFleetActions,
  StopGameServerSessionPlacement: stopGameServerSessionPlacement,
  UpdateAlias: updateAlias,
  UpdateAsset: updateAsset,
  UpdateBucketCORSOpt: updateBucketCorsOpt,
  UpdateFleetAttributes: updateFleetAttributes,
  UpdateFleetCapacity: updateFleetCapacity,
  UpdateFleetName: updateFleetName,
  UpdateFleetPortSettings: updateFleetPortSettings,
  UpdateGameServerSession: updateGameServerSession,
  UpdateGameServerSessionQueue: updateGameServerSessionQueue,
  UpdateRuntimeConfiguration: updateRuntimeConfiguration,
};

/** Does what an action is for. @throws ApiRefusal, also when the action is of the catalogue but not served yet */
export async function runAction<A extends ActionName>(
  action: A,
  request: RequestOf<A>,
  context: ActionContext,
): Promise<ResultOf<A>> {
  const act: Action<A> | undefined = served[action];
  if (act === undefined) throw notServed(action);
  return act(request, context);
}
