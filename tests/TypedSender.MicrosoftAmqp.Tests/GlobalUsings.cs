global using TypedSender.Shared;
global using Xunit;
