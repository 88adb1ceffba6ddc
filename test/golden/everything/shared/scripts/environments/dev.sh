# shellcheck shell=bash disable=SC2034
#
# The values of environment dev, as the scripts and the policies use them. To change one,
# change ecs-iam.json and generate again: the policies are written from the same answers.

# AWS partition (empty: found out from the credentials when a script runs)
PARTITION=''

# DNS suffix of the partition, such as amazonaws.com (empty: found out from the credentials when a script runs)
DNS_SUFFIX=''

# Region of the service (empty: found out from the credentials when a script runs)
REGION=''

# ID of the account that owns the roles (empty: found out from the credentials when a script runs)
ACCOUNT=''

# Project name
PROJECT='shop'

# ID of this repo, a tag of its roles
OWNERSHIP_ID='a1b2c3d4'

# Environment name, such as dev or prod
ENVIRONMENT='dev'

# ARN of the managed policy that bounds every role (empty: none)
PERMISSIONS_BOUNDARY=''

# Project and environment as part of a Sid in a policy that several environments share
ENVIRONMENT_SID='ShopForDev'

# ECS cluster name
CLUSTER='shop-dev'

# ECS service name
SERVICE='web'

# Container name in the task definition
CONTAINER='web'

# Task definition family
FAMILY='shop-web'

# ECR repository name
REPOSITORY='shop/web'

# CloudWatch log group of the service's containers
LOG_GROUP='/ecs/shop-dev'

# CodeBuild project name
BUILD_PROJECT='shop-dev-build'

# CodeBuild project that validates the roles
VALIDATE_PROJECT='shop-dev-build-validate'

# CodePipeline pipeline name
PIPELINE_NAME='shop-dev-pipeline'

# Pipeline artifact bucket
ARTIFACT_BUCKET='shop-dev-artifacts'

# Key ID of the artifact bucket
ARTIFACT_KMS_KEY_ID='aaaaaaaa-0000-0000-0000-000000000005'

# Service prefix of the connection's ARN
CONNECTION_SERVICE='codeconnections'

# Source repository, owner/name
REPOSITORY_ID='example/shop'

# Ask for approval before deploying: true or false
APPROVAL='false'

# ID of the source connection (the part of its ARN after connection/)
CONNECTION_ID='11111111-2222-3333-4444-555555555555'

# CodeCommit repository
SOURCE_REPOSITORY='shop'

# S3 source bucket
SOURCE_BUCKET='shop-source'

# S3 source object key
SOURCE_KEY='app.zip'

# Load balancer name
LOAD_BALANCER='shop-alb'

# CodeDeploy application
CODE_DEPLOY_APPLICATION='shop-app'

# CodeDeploy deployment group
DEPLOYMENT_GROUP='shop-dg'

# Deployment configuration
DEPLOYMENT_CONFIG='CodeDeployDefault.ECSAllAtOnce'

# SNS topic that a manual approval notifies
APPROVAL_TOPIC='shop-approvals'

# Repository of base images
BASE_REPOSITORY='base/node'

# Build cache bucket
CACHE_BUCKET='shop-cache'

# Build cache key prefix
CACHE_PREFIX='web'

# Security group of the build project
BUILD_SECURITY_GROUP_ID='sg-0bb'

# Account that owns the shared ECR repository
REGISTRY_ACCOUNT='444455556666'

# Region of the shared ECR repository
REGISTRY_REGION='eu-west-1'

# Repository in the other account
REGISTRY_REPOSITORY='shop/web'

# Key ID of the customer managed key of the secrets and parameters
SECRETS_KMS_KEY_ID='aaaaaaaa-0000-0000-0000-000000000001'

# Key ID of the environment file bucket
ENV_FILES_KMS_KEY_ID='aaaaaaaa-0000-0000-0000-000000000002'

# Secret that holds the private registry credentials
REGISTRY_SECRET_NAME='shop/dev/registry'

# Repository prefix of the pull-through cache rule
PULL_THROUGH_PREFIX='docker-hub'

# Bucket of the FireLens configuration file
FIRELENS_CONFIG_BUCKET='shop-dev-firelens'

# Object key of the FireLens configuration file
FIRELENS_CONFIG_KEY='fluent.conf'

# AWS account that hosts the GuardDuty agent image in the Region
GUARD_DUTY_ACCOUNT='694911143906'

# Log group of ECS Exec sessions
EXEC_LOG_GROUP='/ecs/exec/shop-dev'

# Bucket of ECS Exec session logs
EXEC_LOG_BUCKET='shop-dev-exec'

# Key prefix of ECS Exec session logs
EXEC_LOG_PREFIX='sessions'

# Key ID that encrypts ECS Exec sessions
EXEC_KMS_KEY_ID='aaaaaaaa-0000-0000-0000-000000000003'

# Key ID of the session log bucket
EXEC_LOG_KMS_KEY_ID='aaaaaaaa-0000-0000-0000-000000000004'

# ARN of the role that may assume the cross-account pull role
DEPLOYER_ROLE_ARN='arn:aws:iam::111122223333:role/shop-deployer'

# Account that runs the tasks
WORKLOAD_ACCOUNT='444455556666'

# Account that keeps the central logs
LOGGING_ACCOUNT='444455556666'

# Log group in the logging account
CENTRAL_LOG_GROUP='/central/shop'

# Log group that AWS services write to
EVENTS_LOG_GROUP='/aws/events/shop'

# AWS Organizations ID
ORGANIZATION_ID='o-exampleorg'

# Security group of the container instances
SECURITY_GROUP_ID='sg-0a1b2c3d'

# Target group name
TARGET_GROUP_NAME='shop-web'

# Classic Load Balancer name
CLASSIC_LOAD_BALANCER_NAME='shop-classic'

# GitHub owner; with immutable subject claims <owner>@<owner ID>, such as octocat@123456
GITHUB_OWNER='example'

# GitHub repository; with immutable subject claims <repository>@<repository ID>, such as my-repo@456789
GITHUB_REPOSITORY='shop'

# Audience of the GitHub token
OIDC_AUDIENCE='sts.amazonaws.com'

# Branch that is deployed
BRANCH='main'

# Target group name
BLUE_TARGET_GROUP='shop-blue'

# Alternate target group name
GREEN_TARGET_GROUP='shop-green'

# Key ID of the volumes
VOLUME_KMS_KEY_ID='aaaaaaaa-0000-0000-0000-000000000006'

# Private CA ID
CERTIFICATE_AUTHORITY_ID='bbbbbbbb-0000-0000-0000-000000000001'

# VPC Lattice target group ID
LATTICE_TARGET_GROUP_ID='tg-0123'

# EventBridge rule name; <bus>/<rule> for a rule on another bus
RULE_NAME='shop-nightly'

# EventBridge Scheduler schedule group (never a schedule)
SCHEDULE_GROUP='shop-dev'

# SQS queue name
DEAD_LETTER_QUEUE='shop-dlq'

# Bucket that the application uses
BUCKET_NAME='shop-dev-data'

# Key prefix in the bucket; without one the whole bucket
PREFIX='uploads'

# DynamoDB table
TABLE_NAME='orders'

# SQS queue
QUEUE_NAME='orders-queue'

# SNS topic
TOPIC_NAME='orders-topic'

# EventBridge bus
EVENT_BUS_NAME='shop-bus'

# Source of the events, such as shop.orders
EVENT_SOURCE='shop.orders'

# Kinesis data stream
STREAM_NAME='clicks'

# Firehose stream
DELIVERY_STREAM='clicks-fh'

# Verified SES identity
SES_IDENTITY='example.com'

# From address
FROM_ADDRESS='no-reply@example.com'

# Bedrock foundation model ID
MODEL_ID='anthropic.claude-3-haiku-20240307-v1:0'

# Log group of embedded metrics
METRICS_LOG_GROUP='/ecs/shop-metrics'

# CloudWatch metrics namespace
METRICS_NAMESPACE='Shop'

# Managed Prometheus workspace ID
WORKSPACE_ID='ws-1'

# SSM parameter path without its leading slash
PARAMETER_PATH='shop/dev'

# Key ID of the application's data
DATA_KMS_KEY_ID='aaaaaaaa-0000-0000-0000-000000000007'

# Service that uses the key, such as s3
KMS_SERVICE='s3'

# Resource ID of the database (db-..., cluster-... or prx-...), not its identifier
DB_RESOURCE_ID='db-ABC'

# Database user
DB_USER='app'

# EFS file system ID
FILE_SYSTEM_ID='fs-1'

# EFS access point ID
ACCESS_POINT_ID='fsap-1'

# Step Functions state machine
STATE_MACHINE_NAME='orders'

# AppConfig application ID
APP_CONFIG_APPLICATION='app1'

# AppConfig environment ID
APP_CONFIG_ENVIRONMENT='env1'

# AppConfig configuration profile ID
APP_CONFIG_PROFILE='prof1'
