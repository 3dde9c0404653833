using Microsoft.AspNetCore.Builder;
using Shop;

// dotnet run --project samples/WebShop --ConnectionStrings:messaging amqp://localhost
await Wiring.Build(WebApplication.CreateBuilder(args)).RunAsync();
