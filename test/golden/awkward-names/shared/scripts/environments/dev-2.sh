# shellcheck shell=bash disable=SC2034
#
# The values of environment dev-2, as the scripts and the policies use them. To change one,
# change ecs-iam.json and generate again: the policies are written from the same answers.

# AWS partition (empty: found out from the credentials when a script runs)
PARTITION='aws-us-gov'

# DNS suffix of the partition, such as amazonaws.com (empty: found out from the credentials when a script runs)
DNS_SUFFIX='amazonaws.com'

# Region of the service (empty: found out from the credentials when a script runs)
REGION='us-gov-west-1'

# ID of the account that owns the roles (empty: found out from the credentials when a script runs)
ACCOUNT='000011112222'

# Project name
PROJECT='0Shop_API-v2'

# ID of this repo, a tag of its roles
OWNERSHIP_ID='a1b2c3d4'

# Environment name, such as dev or prod
ENVIRONMENT='dev-2'

# Project and environment as part of a Sid in a policy that several environments share
ENVIRONMENT_SID='0XcShopXuXcAXcPXcIV2ForDevXd2'

# ECS cluster name
CLUSTER='0Shop_API-v2-dev-2'

# ECS service name
SERVICE='0Shop_API-v2'

# Container name in the task definition
CONTAINER='0Shop_API-v2'

# Task definition family
FAMILY='0Shop_API-v2-dev-2'

# ECR repository name
REPOSITORY='0shop_api-v2'

# CloudWatch log group of the service's containers
LOG_GROUP='/ecs/0Shop_API-v2-dev-2'

# CodeBuild project name
BUILD_PROJECT='0Shop_API-v2-dev-2-build'

# CodeBuild project that validates the roles
VALIDATE_PROJECT='0Shop_API-v2-dev-2-build-validate'

# CodePipeline pipeline name
PIPELINE_NAME='0Shop_API-v2-dev-2-pipeline'

# Name of the artifact bucket before the account ID
ARTIFACT_BUCKET_PREFIX='0shop-api-v2-dev-2-artifacts'

# Service prefix of the connection's ARN
CONNECTION_SERVICE='codeconnections'

# Source repository, owner/name
REPOSITORY_ID=''

# Ask for approval before deploying: true or false
APPROVAL='false'

# ID of the source connection (the part of its ARN after connection/)
CONNECTION_ID=''

# Branch that is deployed
BRANCH='main'
